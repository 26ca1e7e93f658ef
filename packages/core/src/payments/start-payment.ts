import { extendHold, lockBooking, readClock } from "@skyhold/db";
import type { Statement } from "@skyhold/db";
import { z } from "zod";

import { availableActions, stateAt } from "../bookings/booking-state.ts";
import { ChangeQuoteToken } from "../bookings/change-quote.ts";
import { ChangeSeatsInput } from "../bookings/change-seats.ts";
import { situationOf } from "../bookings/read-booking.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, holdExpired, invalidInput, notFound } from "../errors.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { Money } from "../money.ts";
import type { LaterAttempt } from "./open-later-payment.ts";
import { refuseUnpayableAmount } from "./payable-amount.ts";
import type { PaymentProvider } from "./payment-provider.ts";
import { startChangePayment } from "./start-change-payment.ts";
import { startSeatPayment } from "./start-seat-payment.ts";

/** Which booking, and for one that is paid, which dearer seats or which change of flights. The price is the server's own: it never comes from the caller. */
export const StartPaymentInput = z.strictObject({
  bookingId: BookingId,
  seats: ChangeSeatsInput.shape.seats
    .optional()
    .describe("Only for a confirmed booking: where everyone is to sit, as for `bookings.changeSeats`; what is paid is the difference"),
  change: ChangeQuoteToken.optional().describe(
    "Only for a confirmed booking: `quote` of `bookings.quoteChange`; what is paid is what is `due`, and the flights change when it is paid",
  ),
});
export type StartPaymentInput = z.infer<typeof StartPaymentInput>;

/** What a payment form needs. */
export const StartedPayment = z.strictObject({
  paymentId: PaymentId,
  clientSecret: z.string().describe("For Stripe.js: `stripe.confirmPayment({ clientSecret })`"),
  amount: Money,
  payBy: z
    .date()
    .describe("Until then the payment may be tried as often as needed; a booking's seats are kept so long, dearer seats are not"),
});
export type StartedPayment = z.infer<typeof StartedPayment>;

/** A flight on which nobody who pays now would fly: the rule by which seats are made the booking's own (`secure_seats`). */
const closedFlight: Statement<string> = {
  name: "closed_flight",
  text: `SELECT s.flight_id AS answer FROM booking_segment s JOIN flight f ON f.id = s.flight_id
    WHERE s.booking_id = $1 AND (f.status NOT IN ('scheduled', 'delayed', 'boarding') OR f.departs_at <= skyhold_now())
    ORDER BY s.position LIMIT 1`,
};

/**
 * Opens the one payment of a booking, and keeps its seats until `payBy`. Called again, it answers the same payment. With `seats`, it opens
 * the payment of what those cost more than the seats that a confirmed booking has, and with `change` that of what is due for other flights;
 * another wish ends the payment that was open.
 */
export async function startPayment(ctx: Context<User>, input: StartPaymentInput): Promise<StartedPayment> {
  const attempt = await startAttempt(ctx, input);
  const { paymentId, amount, payBy } = attempt;
  return { paymentId, amount, payBy, clientSecret: attempt.clientSecret ?? (await askProvider(ctx, attempt)) };
}

async function startAttempt(ctx: Context<User>, { bookingId, seats, change }: StartPaymentInput): Promise<LaterAttempt> {
  if (seats !== undefined && change !== undefined)
    throw invalidInput("change", "One at a time: pay for other seats, or for other flights, whose seats are in the quote");
  if (seats !== undefined) return startSeatPayment(ctx, { bookingId, seats });
  if (change !== undefined) return startChangePayment(ctx, { bookingId, change });
  return transaction(ctx, (tx) => openAttempt(tx, bookingId, ctx.actor.userId));
}

/** The attempt is on record before the provider hears of it, under a key of its own: a crash between the two loses nothing. */
async function askProvider(ctx: Context, attempt: Parameters<PaymentProvider["createIntent"]>[0]): Promise<string> {
  const { payment } = ctx.db.prisma;
  const unanswered = { id: attempt.paymentId, stripeIntentId: null };
  try {
    const { intentId, clientSecret } = await ctx.payments.createIntent(attempt);
    await payment.updateMany({ where: unanswered, data: { stripeIntentId: intentId, clientSecret } });
    await payment.updateMany({ where: { id: attempt.paymentId, state: "starting" }, data: { state: "requires_payment" } });
    return clientSecret;
  } catch (error) {
    // The provider repeats a failure to whoever repeats the key. An intent that it made all the same can be paid by nobody.
    await payment.updateMany({ where: unanswered, data: { state: "failed" } });
    throw error;
  }
}

async function openAttempt(tx: TransactionContext, bookingId: string, ownerId: string) {
  if (!(await lockBooking(tx, bookingId, ownerId))) throw notFound("booking");
  const booking = await tx.prisma.booking.findUniqueOrThrow({
    where: { id: bookingId },
    include: { passengers: { orderBy: { position: "asc" } }, payments: { orderBy: { createdAt: "desc" } } },
  });
  const amount = { amount: Number(booking.totalMinor), currency: booking.currency };
  const common = { bookingId, recordLocator: booking.recordLocator, amount, payBy: booking.payBy };
  const open = booking.payments.find(({ state }) => state === "starting" || state === "requires_payment");
  const situation = { ...situationOf(booking), now: await readClock(tx) };
  refuseUnlessPayable(booking, situation);
  const [closed] = await tx.run(closedFlight, [bookingId]);
  if (closed !== undefined)
    throw new DomainError("FLIGHT_CLOSED", "A flight of this booking is cancelled or has left", { flightId: closed });
  refuseUnpayableAmount(amount);
  if (open) return { ...common, paymentId: PaymentId.parse(open.id), clientSecret: open.clientSecret };

  if (!(await extendHold(tx, bookingId, null))) throw holdExpired(booking.expiresAt);
  await tx.prisma.booking.updateMany({ where: { id: bookingId, state: "held" }, data: { state: "awaiting_payment" } });
  const paymentId = PaymentId.parse(tx.newId("pay"));
  await tx.prisma.payment.create({
    data: { id: paymentId, bookingId, state: "starting", amountMinor: booking.totalMinor, currency: booking.currency },
  });
  return { ...common, paymentId, clientSecret: null };
}

function refuseUnlessPayable(
  booking: { readonly expiresAt: Date; readonly passengers: readonly { surname: string | null }[] },
  situation: Parameters<typeof availableActions>[0],
): void {
  const actions = availableActions(situation);
  if (actions.includes("pay")) return;
  const state = stateAt(situation);
  if (state === "expired") throw holdExpired(booking.expiresAt);
  if (situation.paymentUnderWay)
    throw new DomainError("PAYMENT_PENDING", "A payment for this booking is under way; its outcome will come within moments", null);
  if (!situation.passengersComplete && (state === "held" || state === "awaiting_payment")) {
    const missing = booking.passengers.flatMap((passenger, index) => (passenger.surname === null ? [index] : []));
    throw new DomainError("PASSENGERS_INCOMPLETE", "Name the passengers with `bookings.setPassengers` first", { missing });
  }
  throw new DomainError("BOOKING_STATE", `A booking that is ${state} cannot be paid`, { state, availableActions: actions });
}
