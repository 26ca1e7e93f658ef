import type { Client } from "./read-client.ts";

/** All that the package exports, as types: what its users compile against. */
export function apiReport({ entries }: Client): string {
  const blocks = [...entries].map(([entry, names]) => {
    const declarations = names.map(({ declaration }) => `export ${declaration}`).join("\n\n");
    return `## ${entry}\n\n\`\`\`ts\n${declarations}\n\`\`\``;
  });
  return `# API report

What \`@skyhold/sdk\` exports. Written by \`pnpm openapi\`, kept true by a test, and read in review: a line that goes or changes here breaks somebody's build.

${blocks.join("\n\n")}
`;
}
