import { lockPayment, recordStripeEvent } from "@skyhold/db";
import type { LockedPayment } from "@skyhold/db";

import { confirmBooking } from "../bookings/confirm-booking.ts";
import { secureBooking } from "../bookings/secure-booking.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { endUnpaidBooking } from "../bookings/end-unpaid-booking.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { refundAutomatically } from "../refunds/refund-automatically.ts";
import { markWithdrawn } from "./end-payment.ts";
import { notePayment } from "./note-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import { settleLaterPayment } from "./settle-later-payment.ts";

/** What a payment's news led to. */
export type Settlement = "noted" | "capturing" | "withdrawing" | "confirmed" | "refunding" | "already" | "unhandled";

/** The event that brought the news, written with its effect; none when we asked the provider ourselves. */
export interface EventRecord {
  readonly eventId: string;
  readonly type: string;
}

/**
 * Brings a booking in line with what the payment provider says of its payment, under the booking's lock. Authorised money
 * is taken only once the seats are the booking's for good; money taken for seats that are gone goes back by itself.
 */
export async function settlePayment(ctx: Context, intent: IntentSnapshot, event?: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx) => {
    const payment = await lockPayment(tx, intent);
    const outcome = payment ? await settle(tx, intent, payment) : await settleUnknown(tx, intent);
    if (event) await recordStripeEvent(tx, { ...event, intentId: intent.intentId, outcome });
    return outcome;
  });
}

async function settleUnknown(tx: TransactionContext, intent: IntentSnapshot): Promise<Settlement> {
  if (intent.state !== "captured") return "unhandled";
  await refundAutomatically(tx, { intent, paymentId: null, bookingId: null, reason: "unknown_booking" });
  return "refunding";
}

/** A second intent for one attempt: only a repetition that the provider did not recognise makes one. Its money goes back. */
async function settleStray(tx: TransactionContext, intent: IntentSnapshot, { id, bookingId }: LockedPayment): Promise<Settlement> {
  if (intent.state !== "captured") return "unhandled";
  await refundAutomatically(tx, { intent, paymentId: id, bookingId, reason: "second_payment" });
  return "refunding";
}

async function settle(tx: TransactionContext, intent: IntentSnapshot, payment: LockedPayment): Promise<Settlement> {
  if (payment.intentId !== null && payment.intentId !== intent.intentId) return settleStray(tx, intent, payment);
  if (payment.state === "captured") return "already";
  // Only money may still come in on a cancelled attempt, when its last moments crossed.
  if (payment.state === "cancelled" && intent.state !== "captured") return letGo(tx, intent, payment);
  const later = payment.purpose === "booking" ? null : await settleLaterPayment(tx, intent, payment);
  if (later) return later;
  switch (intent.state) {
    case "authorised":
      return settleAuthorised(tx, intent, payment);
    case "captured":
      return settleCaptured(tx, intent, payment);
    case "cancelled":
      await notePayment(tx, { paymentId: payment.id, state: "cancelled" }, intent);
      await markWithdrawn(tx, payment.id);
      await endUnpaidBooking(tx, payment.bookingId);
      return "noted";
    case "processing":
    case "requires_action":
    case "requires_payment":
      return noteProgress(tx, intent, payment);
  }
}

/** An attempt that was ended here before the provider heard of it may still have been authorised there. */
async function letGo(
  tx: TransactionContext,
  intent: IntentSnapshot,
  { id: paymentId, bookingId, withdrawn }: LockedPayment,
): Promise<Settlement> {
  if (intent.state === "cancelled" && !withdrawn) await markWithdrawn(tx, paymentId);
  if (intent.state !== "authorised") return "already";
  await tx.enqueue("payment.cancel", { paymentId });
  // Their bank shows an amount that we do not take.
  await queueNotification(tx, { bookingId, kind: "payment.withdrawn", subjectId: paymentId });
  return "withdrawing";
}

/** Events overtake one another: what has been authorised is not made less by an older event. */
async function noteProgress(tx: TransactionContext, intent: IntentSnapshot, payment: LockedPayment): Promise<Settlement> {
  if (payment.state === "authorised") return "already";
  const state = intent.state === "processing" ? "processing" : "requires_payment";
  await notePayment(tx, { paymentId: payment.id, state }, intent);
  // Once for each payment: who tries card after card sees on the screen how it goes.
  if (state === "requires_payment" && intent.declineCode !== null)
    await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.failed", subjectId: payment.id });
  return "noted";
}

/** Whether the money is what the attempt was for, and what the booking costs: its price may have changed since, and then it buys nothing. */
function isOfItsPrice({ amount }: IntentSnapshot, payment: LockedPayment): boolean {
  return amount.amount === payment.amount && amount.currency === payment.currency && payment.amount === payment.booking.total;
}

async function settleAuthorised(tx: TransactionContext, intent: IntentSnapshot, payment: LockedPayment): Promise<Settlement> {
  if (payment.state === "authorised") return "already";
  await notePayment(tx, { paymentId: payment.id, state: "authorised" }, intent);
  const buys = isOfItsPrice(intent, payment) && payment.booking.state !== "confirmed";
  const ours = buys && (await secureBooking(tx, payment.bookingId));
  await tx.enqueue(ours ? "payment.capture" : "payment.cancel", { paymentId: payment.id });
  if (!ours) await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.withdrawn", subjectId: payment.id });
  return ours ? "capturing" : "withdrawing";
}

async function settleCaptured(tx: TransactionContext, intent: IntentSnapshot, payment: LockedPayment): Promise<Settlement> {
  await notePayment(tx, { paymentId: payment.id, state: "captured" }, intent);
  const reason = payment.booking.state === "confirmed" ? "second_payment" : isOfItsPrice(intent, payment) ? null : "amount_mismatch";
  if (reason === null && (await confirmBooking(tx, payment.bookingId, payment.id))) return "confirmed";
  await refundAutomatically(tx, { intent, paymentId: payment.id, bookingId: payment.bookingId, reason: reason ?? "seats_gone" });
  await endUnpaidBooking(tx, payment.bookingId);
  return "refunding";
}
