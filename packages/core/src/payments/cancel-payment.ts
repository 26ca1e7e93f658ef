import { lockBooking } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settlePayment } from "./settle-payment.ts";
import { canStillBuy } from "./settle-later-payment.ts";

/** Job: withdraws an intent at the payment provider. Where it was paid at the last moment, that payment is settled like any other. */
export async function cancelPayment(ctx: Context, { paymentId }: JobPayload<"payment.cancel">): Promise<void> {
  const payment = await ctx.db.prisma.payment.findUnique({ where: { id: paymentId }, include: { booking: true } });
  // An attempt may be over here (`cancelled`) while the provider has not heard of it; cancelling twice changes nothing.
  if (!payment || payment.state === "captured" || payment.state === "failed") return;
  // Authorised after this job was queued, and the seats could still be had: the money is on its way, and so is the ticket.
  // A confirmed booking has been paid by another attempt, and this one must go.
  const paysForSeats = payment.booking.securedAt !== null && payment.booking.state !== "confirmed";
  if (payment.state === "authorised" && (paysForSeats || (await takeUpSeats(ctx, payment)))) return;
  const intentId = payment.stripeIntentId ?? (await createdIntent(ctx, payment));
  await settlePayment(ctx, await ctx.payments.cancelIntent(intentId));
}

/** Whether the money is for other seats that are kept for it: then it is taken instead, should nobody be about to. */
async function takeUpSeats(ctx: Context, { id, bookingId }: { readonly id: string; readonly bookingId: string }): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    await lockBooking(tx, bookingId, null);
    const payment = await tx.prisma.payment.findUniqueOrThrow({ where: { id }, include: { booking: true } });
    const paying = payment.state === "authorised" && (await canStillBuy(tx, payment));
    if (paying) await tx.enqueue("payment.capture", { paymentId: id });
    return paying;
  });
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
