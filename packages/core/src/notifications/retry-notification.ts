import { findNotificationRow } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { NotificationId } from "../ids.ts";
import { personText } from "../text.ts";
import { toNotificationForStaff } from "./notification.ts";
import type { NotificationForStaff } from "./notification.ts";

/** Which message, and why it may get through now. */
export const RetryNotificationInput = z.strictObject({ notificationId: NotificationId, reason: personText(200) });
export type RetryNotificationInput = z.infer<typeof RetryNotificationInput>;

/** Sends a message again that has failed for good, under the Message-ID that it had. Written to the audit log. */
export async function retryNotification(ctx: Context<Staff>, input: RetryNotificationInput): Promise<NotificationForStaff> {
  const { notificationId, reason } = input;
  return transaction(ctx, async (tx) => {
    const before = await findNotificationRow(tx, notificationId);
    if (!before) throw notFound("message");
    // The state in the condition: of two members of staff at once, one sends it.
    const { count } = await tx.prisma.notification.updateMany({
      where: { id: notificationId, state: "failed" },
      data: { state: "pending", attempts: 0 },
    });
    if (count === 0)
      throw new DomainError("NOTIFICATION_STATE", `Only a message that has failed is sent again; this one is ${before.state}`, {
        state: before.state,
      });
    await tx.enqueue("notification.send", { notificationId });
    const details = { attempts: before.attempts, lastError: before.lastError ?? "" };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "notifications.retry", subjectId: notificationId, reason, details });
    return toNotificationForStaff({ ...before, state: "pending", attempts: 0 });
  });
}
