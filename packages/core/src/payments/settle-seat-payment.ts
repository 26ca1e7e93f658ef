import { changeSeats, keepSeatsForPayment, readClock, releaseSeatsOfPayment } from "@skyhold/db";
import type { LockedPayment, Prisma } from "@skyhold/db";

import { planPaidChange } from "../bookings/plan-paid-change.ts";
import { moveRefusal } from "../bookings/seat-refusal.ts";
import { writePaidSeats } from "../bookings/write-seat-prices.ts";
import type { TransactionContext } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { refundAutomatically } from "../refunds/refund-automatically.ts";
import { endOpenPayment, markWithdrawn } from "./end-payment.ts";
import { notePayment } from "./note-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import type { Settlement } from "./settle-payment.ts";

/** A payment for other seats, as stored, with its booking. */
export type SeatPayment = Prisma.PaymentGetPayload<{ include: { booking: true } }>;

/**
 * Brings a paid booking in line with news of a payment for other seats. Once the money is authorised, the seats are kept for it, and only
 * then is it taken; once it is taken, the party moves. Money for seats that cannot be had goes back by itself, and the party stays where
 * it sits. Null for news that decides nothing. The caller holds the booking's row lock.
 */
export async function settleSeatPayment(tx: TransactionContext, intent: IntentSnapshot, { id }: LockedPayment): Promise<Settlement | null> {
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

/** Whether authorised money may be taken: its seats are kept for it, at the price that it is of. The caller holds the booking's row lock. */
export async function canStillPayForSeats(tx: TransactionContext, payment: SeatPayment): Promise<boolean> {
  if (payment.purpose !== "seats") return false;
  const { plan } = await planPaidChange(tx, payment);
  if (!plan) return false;
  return moveRefusal(await keepSeatsForPayment(tx, payment.bookingId, { seats: plan.moves, paymentId: payment.id })) === null;
}

function isOfItsAmount({ amount }: IntentSnapshot, payment: SeatPayment): boolean {
  return amount.amount === Number(payment.amountMinor) && amount.currency === payment.currency;
}

async function settleAuthorised(tx: TransactionContext, intent: IntentSnapshot, payment: SeatPayment): Promise<Settlement> {
  const inTime = payment.payBy !== null && (await readClock(tx)) < payment.payBy;
  const ours = inTime && isOfItsAmount(intent, payment) && (await canStillPayForSeats(tx, payment));
  // An attempt that is let go is over at once: nothing takes it up again, and another may be made.
  const state = ours ? "authorised" : "cancelled";
  await notePayment(tx, { paymentId: payment.id, state }, intent);
  await tx.enqueue(ours ? "payment.capture" : "payment.cancel", { paymentId: payment.id });
  if (!ours) await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.withdrawn", subjectId: payment.id });
  return ours ? "capturing" : "withdrawing";
}

async function settleCaptured(tx: TransactionContext, intent: IntentSnapshot, payment: SeatPayment): Promise<Settlement> {
  const { id: paymentId, bookingId } = payment;
  await notePayment(tx, { paymentId, state: "captured" }, intent);
  const { plan, reason } = isOfItsAmount(intent, payment)
    ? await planPaidChange(tx, payment)
    : ({ plan: null, reason: "amount_mismatch" } as const);
  if (plan && moveRefusal(await changeSeats(tx, bookingId, { seats: plan.moves, paymentId })) === null) {
    await writePaidSeats(tx, plan, paymentId);
    // Another wish was of a price that no longer holds.
    await endOpenPayment(tx, bookingId);
    await queueNotification(tx, { bookingId, kind: "booking.seats_paid", subjectId: paymentId });
    return "confirmed";
  }
  await releaseSeatsOfPayment(tx, paymentId);
  await refundAutomatically(tx, { intent, paymentId, bookingId, reason: reason ?? "seats_gone" });
  return "refunding";
}
