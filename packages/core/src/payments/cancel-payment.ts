import type { Context, TransactionContext } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settlePayment } from "./settle-payment.ts";

/** Sees to it that the open payment of a booking, if any, can no longer be made. The caller holds the booking's row lock. */
export async function cancelLivePayment(tx: TransactionContext, bookingId: string): Promise<void> {
  const live = await tx.prisma.payment.findFirst({
    where: { bookingId, state: { in: ["starting", "requires_payment", "processing", "authorised"] } },
  });
  if (live) await tx.enqueue("payment.cancel", { paymentId: live.id });
}

/**
 * Ends the open payment of a booking whose price has changed: the next `payments.start` opens another one, of the new amount.
 * Money that still comes of it buys nothing and goes back. The caller holds the booking's row lock.
 */
export async function endOpenPayment(tx: TransactionContext, bookingId: string): Promise<void> {
  const open = await tx.prisma.payment.findFirst({ where: { bookingId, state: { in: ["starting", "requires_payment"] } } });
  if (!open) return;
  await tx.prisma.payment.update({ where: { id: open.id }, data: { state: "cancelled" } });
  await tx.enqueue("payment.cancel", { paymentId: open.id });
}

/** Job: withdraws an intent at the payment provider. Where it was paid at the last moment, that payment is settled like any other. */
export async function cancelPayment(ctx: Context, { paymentId }: JobPayload<"payment.cancel">): Promise<void> {
  const payment = await ctx.db.prisma.payment.findUnique({ where: { id: paymentId }, include: { booking: true } });
  // An attempt may be over here (`cancelled`) while the provider has not heard of it; cancelling twice changes nothing.
  if (!payment || payment.state === "captured" || payment.state === "failed") return;
  // Authorised after this job was queued, and the seats could still be had: the money is on its way, and so is the ticket.
  // A confirmed booking has been paid by another attempt, and this one must go.
  const paysForSeats = payment.booking.securedAt !== null && payment.booking.state !== "confirmed";
  if (payment.state === "authorised" && paysForSeats) return;
  const intentId = payment.stripeIntentId ?? (await createdIntent(ctx, payment));
  await settlePayment(ctx, await ctx.payments.cancelIntent(intentId));
}

/** An attempt on record without an intent: the call may have reached the provider all the same. Its key makes asking again answer that one intent. */
async function createdIntent(
  ctx: Context,
  payment: { id: string; bookingId: string; amountMinor: bigint; currency: string },
): Promise<string> {
  const { recordLocator } = await ctx.db.prisma.booking.findUniqueOrThrow({
    where: { id: payment.bookingId },
    select: { recordLocator: true },
  });
  const amount = { amount: Number(payment.amountMinor), currency: payment.currency };
  const { intentId } = await ctx.payments.createIntent({ paymentId: payment.id, bookingId: payment.bookingId, recordLocator, amount });
  return intentId;
}
