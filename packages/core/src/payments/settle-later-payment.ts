import { changeSeats, findChangedSinceOffered, keepSeatsForPayment, readClock, releaseSeatsOfPayment } from "@skyhold/db";
import type { LockedPayment, Prisma } from "@skyhold/db";

import { planPaidChange } from "../bookings/plan-paid-change.ts";
import { planPaidFlights } from "../bookings/plan-paid-flights.ts";
import { moveRefusal } from "../bookings/seat-refusal.ts";
import { writeFlightChange } from "../bookings/write-flight-change.ts";
import { writePaidSeats } from "../bookings/write-seat-prices.ts";
import type { TransactionContext } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { refundAutomatically } from "../refunds/refund-automatically.ts";
import type { AutomaticReason } from "../refunds/refund-automatically.ts";
import { endOpenPayment, markWithdrawn } from "./end-payment.ts";
import { notePayment } from "./note-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import type { Settlement } from "./settle-payment.ts";

/** A payment for other seats or flights of a paid booking, as stored, with its booking. */
export type LaterPayment = Prisma.PaymentGetPayload<{ include: { booking: true } }>;

/**
 * Brings a paid booking in line with news of a payment for other seats or flights. Once the money is authorised, the seats are kept for it, and
 * only then is it taken; once it is taken, the party moves. Money for seats that cannot be had goes back by itself, and the party stays where
 * it sits. Null for news that decides nothing. The caller holds the booking's row lock.
 */
export async function settleLaterPayment(
  tx: TransactionContext,
  intent: IntentSnapshot,
  { id }: LockedPayment,
): Promise<Settlement | null> {
  const payment = await tx.prisma.payment.findUniqueOrThrow({ where: { id }, include: { booking: true } });
  switch (intent.state) {
    case "authorised":
      return payment.state === "authorised" ? "already" : settleAuthorised(tx, intent, payment);
    case "captured":
      return settleCaptured(tx, intent, payment);
    case "cancelled":
      await notePayment(tx, { paymentId: id, state: "cancelled" }, intent);
      await markWithdrawn(tx, id);
      await releaseSeatsOfPayment(tx, id);
      return "noted";
    case "processing":
    case "requires_action":
    case "requires_payment":
      return null;
  }
}

/**
 * Whether authorised money may be taken for something more: its seats are kept for it, at the price that it is of. Never for a payment of
 * the booking itself. The caller holds the booking's row lock.
 */
export async function canStillBuy(tx: TransactionContext, payment: LaterPayment): Promise<boolean> {
  switch (payment.purpose) {
    case "booking":
      return false;
    case "seats":
      return canStillBuySeats(tx, payment);
    case "change":
      return canStillBuyFlights(tx, payment);
  }
}

async function canStillBuySeats(tx: TransactionContext, payment: LaterPayment): Promise<boolean> {
  const { id: paymentId, bookingId } = payment;
  const { plan } = await planPaidChange(tx, payment);
  return plan !== null && moveRefusal(await keepSeatsForPayment(tx, bookingId, { seats: plan.moves, paymentId })) === null;
}

async function canStillBuyFlights(tx: TransactionContext, payment: LaterPayment): Promise<boolean> {
  const { id: paymentId, bookingId } = payment;
  const { plan } = await planPaidFlights(tx, payment);
  if (!plan || moveRefusal(await keepSeatsForPayment(tx, bookingId, { seats: plan.seats, paymentId })) !== null) return false;
  // Its seats are locked before its flights are, as by a hold.
  if ((await findChangedSinceOffered(tx, plan.segments)) === null) return true;
  await releaseSeatsOfPayment(tx, paymentId);
  return false;
}

/** Gives the booking what the money is for; answers why that cannot be had, or null when it was done. */
async function take(tx: TransactionContext, payment: LaterPayment): Promise<AutomaticReason | null> {
  const { id: paymentId, bookingId, booking } = payment;
  if (payment.purpose === "change") {
    const paid = await planPaidFlights(tx, payment);
    if (!paid.plan) return paid.reason;
    const written = await writeFlightChange(tx, paid.plan, { actor: booking.userId, key: paid.key, paymentId });
    return "refusal" in written ? "seats_gone" : null;
  }
  const { plan, reason } = await planPaidChange(tx, payment);
  if (!plan) return reason;
  if (moveRefusal(await changeSeats(tx, bookingId, { seats: plan.moves, paymentId })) !== null) return "seats_gone";
  await writePaidSeats(tx, plan, paymentId);
  // Another wish was of a price that no longer holds.
  await endOpenPayment(tx, bookingId);
  await queueNotification(tx, { bookingId, kind: "booking.seats_paid", subjectId: paymentId });
  return null;
}

function isOfItsAmount({ amount }: IntentSnapshot, payment: LaterPayment): boolean {
  return amount.amount === Number(payment.amountMinor) && amount.currency === payment.currency;
}

async function settleAuthorised(tx: TransactionContext, intent: IntentSnapshot, payment: LaterPayment): Promise<Settlement> {
  const inTime = payment.payBy !== null && (await readClock(tx)) < payment.payBy;
  const ours = inTime && isOfItsAmount(intent, payment) && (await canStillBuy(tx, payment));
  // An attempt that is let go is over at once: nothing takes it up again, and another may be made.
  const state = ours ? "authorised" : "cancelled";
  await notePayment(tx, { paymentId: payment.id, state }, intent);
  await tx.enqueue(ours ? "payment.capture" : "payment.cancel", { paymentId: payment.id });
  if (!ours) await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.withdrawn", subjectId: payment.id });
  return ours ? "capturing" : "withdrawing";
}

async function settleCaptured(tx: TransactionContext, intent: IntentSnapshot, payment: LaterPayment): Promise<Settlement> {
  const { id: paymentId, bookingId } = payment;
  await notePayment(tx, { paymentId, state: "captured" }, intent);
  const reason = isOfItsAmount(intent, payment) ? await take(tx, payment) : "amount_mismatch";
  if (reason === null) return "confirmed";
  await releaseSeatsOfPayment(tx, paymentId);
  await refundAutomatically(tx, { intent, paymentId, bookingId, reason });
  return "refunding";
}
