import { findNotificationRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { NotificationId } from "../ids.ts";
import { contentOf } from "./notification-content.ts";

/** Which message. */
export const PreviewNotificationInput = z.strictObject({ notificationId: NotificationId });
export type PreviewNotificationInput = z.infer<typeof PreviewNotificationInput>;

/** A message as its mail looks. */
export const NotificationPreview = z.strictObject({
  subject: z.string(),
  html: z.string().describe("A whole document without scripts; show it in a sandboxed frame"),
  text: z.string(),
  attachments: z.array(z.strictObject({ fileName: z.string(), contentType: z.string() })),
});
export type NotificationPreview = z.infer<typeof NotificationPreview>;

/** A message as its mail would look if it were sent now. Codes that open an account are never shown, and none is made. NOT_FOUND too when it has nothing to say any more. */
export async function previewNotification(ctx: Context<Staff>, { notificationId }: PreviewNotificationInput): Promise<NotificationPreview> {
  const row = await findNotificationRow(ctx.db, notificationId);
  const content = row && (await contentOf(ctx, row, "preview"));
  if (!content) throw notFound("message");
  const { subject, html, text, attachments } = content;
  return { subject, html, text, attachments: attachments.map(({ fileName, contentType }) => ({ fileName, contentType })) };
}
