import { findBookingRow, lockBooking } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { comparableAmount } from "../fares/reference-rates.ts";
import { BookingId } from "../ids.ts";
import { personText } from "../text.ts";
import { cancellationOf } from "./cancel-booking.ts";
import { refuseUnlessCancellable } from "./cancellation-quote.ts";
import { CancellationScope, itemsToCancel } from "./cancellation-scope.ts";
import { priceItems } from "./price-items.ts";
import { toBooking } from "./read-booking.ts";
import { readCancellable } from "./read-cancellable.ts";
import { releaseUnpaid } from "./release-hold.ts";
import { compensationOf } from "./staff-cancellation.ts";
import type { StaffCancelledBooking } from "./staff-cancellation.ts";
import { writeCancellation } from "./write-cancellation.ts";

/** Which booking, what of it, how much comes back, and why. */
export const CancelBookingForStaffInput = z.strictObject({
  bookingId: BookingId,
  ...CancellationScope,
  refund: z.enum(["rules", "full"]).describe("`rules`: what the traveller would get; `full`: all that was paid for it"),
  reason: personText(200).describe("For the audit log; the traveller does not see it"),
});
export type CancelBookingForStaffInput = z.infer<typeof CancelBookingForStaffInput>;

/**
 * Cancels anybody's booking, or a part of it; one that is not paid is released. Under the same lock as everyone else, with
 * an entry in the audit log. With the same key it answers the same cancellation. FORBIDDEN where staff who are no admins would give back
 * more in full than they may for one booking, together with what staff gave back of it before.
 */
export async function cancelBookingForStaff(
  ctx: Context<Staff>,
  input: CancelBookingForStaffInput,
  key: string,
): Promise<StaffCancelledBooking> {
  const { bookingId } = input;
  const cancellationId = await transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, null))) throw notFound("booking");
    const confirmationKey = `${ctx.actor.userId}:${bookingId}:${key}`;
    const before = await tx.prisma.cancellation.findUnique({ where: { confirmationKey } });
    return before?.id ?? cancel(ctx, tx, { input, confirmationKey });
  });
  const row = await findBookingRow(ctx.db, bookingId, null);
  if (!row) throw notFound("booking");
  const booking = toBooking(row);
  if (cancellationId === null) return { booking, cancellation: null, compensation: [] };
  const cancellation = cancellationOf(booking, cancellationId);
  return { booking, cancellation, compensation: compensationOf(await readCancellable(ctx.db, bookingId), cancellation.items) };
}

/** Answers the cancellation's id; null where an unpaid booking was released. */
async function cancel(
  ctx: Context<Staff>,
  tx: TransactionContext,
  { input, confirmationKey }: { readonly input: CancelBookingForStaffInput; readonly confirmationKey: string },
): Promise<string | null> {
  const { bookingId, passengers, segments, refund, reason } = input;
  const cancellable = await readCancellable(tx, bookingId);
  const audit = (details: Record<string, string | number>) =>
    writeAuditEntry(tx, { actor: ctx.actor, action: "booking.cancel", subjectId: bookingId, reason, details });
  if (cancellable.booking.confirmedAt === null) {
    await releaseUnpaid(tx, bookingId);
    await audit({ refund: 0 });
    return null;
  }
  refuseUnlessCancellable(cancellable);
  const items = itemsToCancel(cancellable, { passengers, segments });
  refuseUnlessCancellable(cancellable, items);
  const priced = priceItems(cancellable, items, refund);
  if (refund === "full") await refuseAboveLimit(ctx, tx, { bookingId, amount: priced.refund, currency: cancellable.booking.currency });
  const cancellationId = await writeCancellation(tx, {
    ...cancellable,
    priced,
    by: "staff",
    actor: ctx.actor.userId,
    reason,
    key: confirmationKey,
  });
  await audit({ cancellationId, terms: refund, refund: priced.refund, currency: cancellable.booking.currency });
  return cancellationId;
}

/** In euros by the reference rates, which are close enough for a limit. What the rules grant is owed, and has none. */
async function refuseAboveLimit(
  { actor, policy }: Context<Staff>,
  { prisma }: TransactionContext,
  { bookingId, amount, currency }: { readonly bookingId: BookingId; readonly amount: number; readonly currency: string },
): Promise<void> {
  if (actor.role === "admin") return;
  const before = await prisma.cancellation.aggregate({ where: { bookingId, cancelledBy: "staff" }, _sum: { refundMinor: true } });
  const total = amount + Number(before._sum.refundMinor ?? 0);
  if (comparableAmount({ amount: total, currency }) <= policy.staffRefundLimit) return;
  throw new DomainError(
    "FORBIDDEN",
    `Staff may give back up to ${policy.staffRefundLimit} euros of a booking in full. Ask an admin, or refund by the rules`,
    {
      needs: "admin",
    },
  );
}
