import type { Client } from "./read-client.ts";

/** All that the package exports, as types: what its users compile against. */
export function apiReport({ entries, parts }: Client): string {
  const blocks = [...entries].map(([entry, names]) => blockOf(entry, names, "export "));
  return `# API report

What \`@skyhold/sdk\` exports. Written by \`pnpm openapi\`, kept true by a test, and read in review: a line that goes or changes here breaks somebody's build.

${[...blocks, blockOf("What these are made of, without being exported", parts, "")].join("\n\n")}
`;
}

function blockOf(title: string, names: Client["parts"], prefix: string): string {
  const declarations = names.map(({ declaration }) => `${prefix}${declaration}`).join("\n\n");
  return `## ${title}\n\n\`\`\`ts\n${declarations}\n\`\`\``;
}
