import { findBookingRow } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { declineInWords } from "../payments/decline-words.ts";
import { toZonedTime } from "../time.ts";
import type { PaymentFailedView, PaymentWithdrawnView } from "./payment-failed-mail.ts";

/** A payment that the bank has declined; null once it, or another one, has gone well, or it may be tried no more. */
export async function readFailedPayment(ctx: Context, paymentId: string): Promise<Omit<PaymentFailedView, "payUrl"> | null> {
  const { payment, booking } = await read(ctx, paymentId);
  const open = payment.state === "requires_payment" && payment.declineCode !== null;
  const until = payment.purpose === "booking" ? booking.expiresAt : payment.payBy;
  if (!open || until === null || (payment.purpose === "booking" && booking.state !== "awaiting_payment")) return null;
  return {
    recordLocator: booking.recordLocator,
    purpose: payment.purpose,
    amount: { amount: Number(payment.amountMinor), currency: payment.currency },
    why: declineInWords(payment.declineCode ?? ""),
    until: toZonedTime(until, booking.segments[0]?.flight.departs.timeZone ?? "UTC"),
  };
}

/** A payment that the bank allowed and that was not taken. */
export async function readWithdrawnPayment(ctx: Context, paymentId: string): Promise<Omit<PaymentWithdrawnView, "searchUrl">> {
  const { payment, booking } = await read(ctx, paymentId);
  const why = payment.purpose === "booking" ? reasonOf(booking, Number(payment.amountMinor)) : await reasonForLater(ctx, payment, booking);
  return { recordLocator: booking.recordLocator, amount: { amount: Number(payment.amountMinor), currency: payment.currency }, why };
}

function reasonOf({ state, total }: Booking, amount: number): PaymentWithdrawnView["why"] {
  if (state === "confirmed") return "paid_before";
  if (state === "released" || state === "cancelled") return "booking_over";
  return amount === total.amount ? "seats_gone" : "price_changed";
}

/** Of the reasons why seats were not kept none is on record: what is, is whether the traveller had chosen others. */
async function reasonForLater(
  { db }: Context,
  { id, bookingId, purpose }: { readonly id: string; readonly bookingId: string; readonly purpose: "booking" | "seats" | "change" },
  { state }: Booking,
): Promise<PaymentWithdrawnView["why"]> {
  if (state !== "confirmed") return "booking_over";
  if (purpose === "change") return "flights_not_kept";
  const later = await db.prisma.payment.count({ where: { bookingId, purpose: "seats", id: { gt: id } } });
  return later > 0 ? "seats_chosen_anew" : "seats_not_kept";
}

async function read(ctx: Context, paymentId: string) {
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  const row = await findBookingRow(ctx.db, payment.bookingId, null);
  if (!row) throw new Error(`Booking ${payment.bookingId} does not exist`);
  return { payment, booking: toBooking(row) };
}
