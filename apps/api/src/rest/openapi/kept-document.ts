import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

/** The OpenAPI document as it is kept in the repository and served; `pnpm openapi` writes it, a test proves that it is current. */
export const documentFile = path.resolve(import.meta.dirname, "../../../openapi.json");

/** What is told about an error code. */
export const ErrorWords = z.object({
  title: z.string(),
  /** Null where no answer came. */
  status: z.int().nullable(),
  /** Null where it depends on the case. */
  retryable: z.boolean().nullable(),
  meaning: z.string(),
  wayOut: z.string(),
  details: z.string(),
});
export type ErrorWords = z.infer<typeof ErrorWords>;

/** What is told about each code, in the order of the list. */
export type ErrorList = Readonly<Record<string, ErrorWords>>;

const Kept = z.object({ "x-errors": z.record(z.string(), ErrorWords), "x-client-errors": z.record(z.string(), ErrorWords) });

/** The document as text, and what it tells about each code: the server's, and those that the typed client finds by itself. */
export function readKeptDocument(): { readonly text: string; readonly errors: ErrorList; readonly clientErrors: ErrorList } {
  const text = readFileSync(documentFile, "utf8");
  const kept = Kept.parse(JSON.parse(text));
  return { text, errors: kept["x-errors"], clientErrors: kept["x-client-errors"] };
}
