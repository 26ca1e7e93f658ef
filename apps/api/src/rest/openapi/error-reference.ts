import type { ErrorWords } from "./kept-document.ts";

/** The reference of all error codes as Markdown. */
export function errorReference(errors: Readonly<Record<string, ErrorWords>>): string {
  const entries = Object.entries(errors).map(([code, { status, retryable, meaning, wayOut, details }]) =>
    [
      `## ${code}`,
      meaning,
      `**What to do:** ${wayOut}`,
      `Status ${status}. ${retryable ? "The same call may succeed later." : "The same call will not succeed later."}`,
      details === "null" ? "No details." : `Details: \`${details}\``,
    ].join("\n\n"),
  );
  return `# Error codes

The closed list of what can go wrong, the same over REST and in the SDK. Written by \`pnpm openapi\` from \`packages/core/src/errors.ts\` and
\`apps/api/src/rest/ways-out.ts\`. Every running API serves these entries at \`/docs/errors/CODE\`, where the \`type\` of each problem document leads.

${entries.join("\n\n")}
`;
}
