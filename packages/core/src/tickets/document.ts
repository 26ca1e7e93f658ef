import { z } from "zod";

/** A document to save or show. */
export const Document = z.strictObject({
  fileName: z.string(),
  contentType: z.string(),
  base64: z.string().describe("The content, base64"),
});
export type Document = z.infer<typeof Document>;
