import type { ErrorList } from "./kept-document.ts";

/** The reference of all error codes as Markdown: the server's, then those that the typed client finds by itself. */
export function errorReference(errors: ErrorList, clientErrors: ErrorList): string {
  return `# Error codes

The closed list of what can go wrong, the same over REST and in the SDK. Written by \`pnpm openapi\` from \`packages/core/src/errors.ts\` and
\`apps/api/src/rest/ways-out.ts\`. Every running API serves these entries at \`/docs/errors/CODE\`, where the \`type\` of each problem document leads.

${entriesOf(errors)}

# Found by the client

No server sends these: \`@skyhold/sdk\` finds them on your side of the wire.

${entriesOf(clientErrors)}
`;
}

function entriesOf(errors: ErrorList): string {
  const entries = Object.entries(errors).map(([code, { status, retryable, meaning, wayOut, details }]) =>
    [
      `## ${code}`,
      meaning,
      `**What to do:** ${wayOut}`,
      `${status === null ? "" : `Status ${status}. `}${laterInWords(retryable)}`,
      details === "null" ? "No details." : `Details: \`${details}\``,
    ].join("\n\n"),
  );
  return entries.join("\n\n");
}

/** Whether waiting may help. */
export function laterInWords(retryable: boolean | null): string {
  if (retryable === null) return "Whether the same call may succeed later depends on the case: the error says so.";
  return retryable ? "The same call may succeed later." : "The same call will not succeed later.";
}
