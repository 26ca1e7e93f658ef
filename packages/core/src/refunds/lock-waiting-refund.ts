import { findRefundRow, lockBooking } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";

/** A refund that waits for staff, under its booking's lock, so that two of them do not see to it both. REFUND_STATE where it does not wait. */
export async function lockWaitingRefund(tx: TransactionContext, refundId: string): Promise<Prisma.RefundGetPayload<object>> {
  const found = await tx.prisma.refund.findUnique({ where: { id: refundId }, select: { bookingId: true, stripeIntentId: true } });
  if (!found) throw notFound("refund");
  if (found.bookingId !== null) await lockBooking(tx, found.bookingId, null);
  // Money for nothing that we know has no booking to lock: its attempts have the payment in common.
  else await tx.prisma.$queryRaw`SELECT id FROM refund WHERE stripe_intent_id = ${found.stripeIntentId} ORDER BY id FOR NO KEY UPDATE`;
  const row = await findRefundRow(tx, refundId);
  if (!row?.waiting)
    throw new DomainError("REFUND_STATE", "Only a refund whose every attempt has failed waits for staff", {
      state: row?.state ?? "unknown",
    });
  return tx.prisma.refund.findUniqueOrThrow({ where: { id: refundId } });
}
