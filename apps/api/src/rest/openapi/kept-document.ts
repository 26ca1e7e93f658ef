import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

/** The OpenAPI document as it is kept in the repository and served; `pnpm openapi` writes it, a test proves that it is current. */
export const documentFile = path.resolve(import.meta.dirname, "../../../openapi.json");

/** What is told about an error code. */
export const ErrorWords = z.object({
  title: z.string(),
  status: z.int(),
  retryable: z.boolean(),
  meaning: z.string(),
  wayOut: z.string(),
  details: z.string(),
});
export type ErrorWords = z.infer<typeof ErrorWords>;

const Kept = z.object({ "x-errors": z.record(z.string(), ErrorWords) });

/** The document as text, and what it tells about each code. */
export function readKeptDocument(): { readonly text: string; readonly errors: Readonly<Record<string, ErrorWords>> } {
  const text = readFileSync(documentFile, "utf8");
  return { text, errors: Kept.parse(JSON.parse(text))["x-errors"] };
}
