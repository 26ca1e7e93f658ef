import path from "node:path";

/** Where the report of the package's types is kept. */
export const keptReport = path.resolve(import.meta.dirname, "../api-report.md");

/** Where the reference of the client is kept. */
export const keptPage = path.resolve(import.meta.dirname, "../../../docs/reference/sdk.md");
