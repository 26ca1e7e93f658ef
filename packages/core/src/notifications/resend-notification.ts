import { findNotificationRow } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { NotificationId } from "../ids.ts";
import { personText } from "../text.ts";
import { toNotificationForStaff } from "./notification.ts";
import type { NotificationForStaff } from "./notification.ts";

/** Which message, and why its reader needs it once more. */
export const ResendNotificationInput = z.strictObject({ notificationId: NotificationId, reason: personText(200) });
export type ResendNotificationInput = z.infer<typeof ResendNotificationInput>;

/**
 * Sends a message about a booking once more to the booking's contact as it is now, as a message of its own: mailboxes drop a second mail
 * under the Message-ID of the first. NOTIFICATION_STATE for one that is on its way or has failed, or that is not about a booking.
 */
export async function resendNotification(
  ctx: Context<Staff>,
  { notificationId, reason }: ResendNotificationInput,
): Promise<NotificationForStaff> {
  return transaction(ctx, async (tx) => {
    const before = await findNotificationRow(tx, notificationId);
    if (!before) throw notFound("message");
    if (before.bookingId === null || before.userId === null || before.state !== "sent")
      throw new DomainError("NOTIFICATION_STATE", "Only a traveller's message about a booking that was sent can be sent once more", {
        state: before.state,
      });
    const id = tx.newId("ntf");
    await tx.prisma.notification.create({ data: { ...(await copyOf(tx, notificationId)), id, dedupeKey: `resent:${id}` } });
    await tx.enqueue("notification.send", { notificationId: id });
    const details = { kind: before.kind, message: id };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "notifications.resend", subjectId: before.bookingId, reason, details });
    const row = await findNotificationRow(tx, id);
    if (!row) throw notFound("message");
    return toNotificationForStaff(row);
  });
}

async function copyOf({ prisma }: TransactionContext, id: string) {
  const { kind, bookingId, userId, subjectId, recipient, booking } = await prisma.notification.findUniqueOrThrow({
    where: { id },
    include: { booking: { select: { contactEmail: true } } },
  });
  return { kind, bookingId, userId, subjectId, recipient: booking?.contactEmail ?? recipient };
}
