import { endNotificationAttempt, findNotificationRow, leaseNotification } from "@skyhold/db";
import type { NotificationRow } from "@skyhold/db";

import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { Preferences } from "../profile/profile.ts";
import { MailRefusedError } from "./mailer.ts";
import { contentOf } from "./notification-content.ts";
import { NotificationKind, optionalKinds } from "./queue-notification.ts";

/** What became of an attempt; `over` when there was nothing left to attempt. */
export type Delivery = "sent" | "withheld" | "failed" | "over";

/** Spread over most of a day by the queue's delays: longer than a mail server is down. */
const attemptsInAll = 100;

const errorLength = 300;

/**
 * Job: renders a stored message and hands it to the mail server. What is on record as sent is never sent again; after a crash between
 * the server's yes and our record of it the same Message-ID goes out once more at worst. What the server will never take ends as
 * `failed`, for staff to see; anything else is thrown, and tried again until it has failed too often.
 */
export async function sendNotification(ctx: Context, { notificationId }: JobPayload<"notification.send">): Promise<Delivery> {
  const message = await leaseNotification(ctx.db, notificationId);
  if (!message) return refuseWhileLeased(ctx, notificationId);
  try {
    const state = await deliver(ctx, message);
    await endNotificationAttempt(ctx.db, message.id, { state, error: null });
    return state;
  } catch (error) {
    const forGood = error instanceof MailRefusedError || message.attempts >= attemptsInAll;
    const words = error instanceof Error ? error.message.slice(0, errorLength) : "unknown";
    await endNotificationAttempt(ctx.db, message.id, { state: forGood ? "failed" : "pending", error: words });
    if (forGood) return "failed";
    throw error;
  }
}

/** Another worker has it, or had it when it died: the job comes again and looks. */
async function refuseWhileLeased(ctx: Context, notificationId: string): Promise<Delivery> {
  const row = await findNotificationRow(ctx.db, notificationId);
  if (row?.state === "pending") throw new Error("Another worker is sending this message");
  return "over";
}

async function deliver(ctx: Context, message: NotificationRow): Promise<"sent" | "withheld"> {
  const content = await contentOf(ctx, message, "mail");
  if (!content) return "withheld";
  const { title, summary, subject, html, text, attachments } = content;
  // Before the mail server is asked: what there is to know can be read in the account, whatever becomes of the mail.
  await ctx.db.prisma.notification.updateMany({ where: { id: message.id, state: "pending" }, data: { title, summary } });
  if (await isUnwanted(ctx, message)) return "withheld";
  await ctx.mailer.send({ subject, html, text, attachments, messageId: `<${message.id}@skyhold>`, to: message.recipient });
  return "sent";
}

/** Reminders are for those who want them. What concerns a contract, money or a flight that has changed is told to everybody. */
async function isUnwanted({ db }: Context, { kind, userId }: NotificationRow): Promise<boolean> {
  const known = NotificationKind.safeParse(kind);
  if (!known.success || !optionalKinds.has(known.data)) return false;
  const profile = await db.prisma.profile.findUnique({ where: { userId: userId ?? "" }, select: { preferences: true } });
  return !Preferences.parse(profile?.preferences ?? {}).emails.reminders;
}
