import { lockBooking } from "@skyhold/db";

import { secureBooking } from "../bookings/secure-booking.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settlePayment } from "./settle-payment.ts";
import { canStillBuy } from "./settle-later-payment.ts";

/** Job: takes the money of an authorised payment, whose seats are already the booking's for good, and settles it at once: the webhook may be late or lost. */
export async function capturePayment(ctx: Context, { paymentId }: JobPayload<"payment.capture">): Promise<void> {
  const intentId = await transaction(ctx, (tx) => findCapturable(tx, paymentId));
  if (intentId === null) return;
  // The receipt's "Visa •••• 4242" is on record before the money is taken: the webhook may confirm the booking before we do.
  const { methodLabel } = await ctx.payments.getIntent(intentId);
  await ctx.db.prisma.payment.update({ where: { id: paymentId }, data: { methodLabel } });
  await settlePayment(ctx, await ctx.payments.captureIntent(intentId));
}

/** The job may have waited long. Money is not taken for a flight that has left or is cancelled meanwhile, nor for a booking that another attempt has paid. */
async function findCapturable(tx: TransactionContext, paymentId: string): Promise<string | null> {
  const found = await tx.prisma.payment.findUnique({ where: { id: paymentId } });
  if (!found) return null;
  await lockBooking(tx, found.bookingId, null);
  const payment = await tx.prisma.payment.findUniqueOrThrow({ where: { id: paymentId }, include: { booking: true } });
  if (payment.stripeIntentId === null || payment.state !== "authorised") return null;
  const { bookingId, booking, purpose } = payment;
  const ours =
    purpose === "booking" ? booking.state !== "confirmed" && (await secureBooking(tx, bookingId)) : await canStillBuy(tx, payment);
  if (ours) return payment.stripeIntentId;
  await tx.enqueue("payment.cancel", { paymentId });
  return null;
}
