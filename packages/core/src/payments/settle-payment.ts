import { lockBooking } from "@skyhold/db";

import { confirmBooking } from "../bookings/confirm-booking.ts";
import { secureBooking } from "../bookings/secure-booking.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { endUnpaidBooking } from "../bookings/end-unpaid-booking.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { refundAutomatically } from "../refunds/refund-automatically.ts";
import { markWithdrawn } from "./end-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import { settleSeatPayment } from "./settle-seat-payment.ts";

/** What a payment's news led to. */
export type Settlement = "noted" | "capturing" | "withdrawing" | "confirmed" | "refunding" | "already" | "unhandled";

/** The event that brought the news, written with its effect; none when we asked the provider ourselves. */
export interface EventRecord {
  readonly eventId: string;
  readonly type: string;
}

interface Lookup {
  readonly id: string;
  readonly bookingId: string;
}

/**
 * Brings a booking in line with what the payment provider says of its payment, under the booking's lock. Authorised money
 * is taken only once the seats are the booking's for good; money taken for seats that are gone goes back by itself.
 */
export async function settlePayment(ctx: Context, intent: IntentSnapshot, event?: EventRecord): Promise<Settlement> {
  return transaction(ctx, async (tx) => {
    const found = await findPayment(tx, intent);
    if (found) await lockBooking(tx, found.bookingId, null);
    const outcome = found ? await settle(tx, intent, found) : await settleUnknown(tx, intent);
    if (event) await tx.prisma.stripeEvent.create({ data: { id: event.eventId, type: event.type, intentId: intent.intentId, outcome } });
    return outcome;
  });
}

/** By our own id from the metadata: the webhook may come before the answer that tells us the intent's. */
async function findPayment(tx: TransactionContext, intent: IntentSnapshot): Promise<Lookup | null> {
  const ours = intent.paymentId === null ? [] : [{ id: intent.paymentId }];
  return tx.prisma.payment.findFirst({
    where: { OR: [{ stripeIntentId: intent.intentId }, ...ours] },
    select: { id: true, bookingId: true },
  });
}

async function settleUnknown(tx: TransactionContext, intent: IntentSnapshot): Promise<Settlement> {
  if (intent.state !== "captured") return "unhandled";
  await refundAutomatically(tx, { intent, paymentId: null, bookingId: null, reason: "unknown_booking" });
  return "refunding";
}

/** A second intent for one attempt: only a repetition that the provider did not recognise makes one. Its money goes back. */
async function settleStray(tx: TransactionContext, intent: IntentSnapshot, { id, bookingId }: Lookup): Promise<Settlement> {
  if (intent.state !== "captured") return "unhandled";
  await refundAutomatically(tx, { intent, paymentId: id, bookingId, reason: "second_payment" });
  return "refunding";
}

async function settle(tx: TransactionContext, intent: IntentSnapshot, found: Lookup): Promise<Settlement> {
  const payment = await tx.prisma.payment.findUniqueOrThrow({ where: { id: found.id }, include: { booking: true } });
  if (payment.stripeIntentId !== null && payment.stripeIntentId !== intent.intentId) return settleStray(tx, intent, found);
  if (payment.state === "captured") return "already";
  // Only money may still come in on a cancelled attempt, when its last moments crossed.
  if (payment.state === "cancelled" && intent.state !== "captured") return letGo(tx, intent, payment);
  await tx.prisma.payment.update({
    where: { id: payment.id },
    data: { stripeIntentId: intent.intentId, methodLabel: intent.methodLabel ?? payment.methodLabel },
  });
  const forSeats = payment.purpose === "seats" ? await settleSeatPayment(tx, intent, payment) : null;
  if (forSeats) return forSeats;
  // The price may have changed since the attempt: then its money buys nothing.
  const matches =
    intent.amount.amount === Number(payment.amountMinor) &&
    intent.amount.currency === payment.currency &&
    payment.amountMinor === payment.booking.totalMinor;
  switch (intent.state) {
    case "authorised":
      return settleAuthorised(tx, {
        id: payment.id,
        bookingId: payment.bookingId,
        state: payment.state,
        matches,
        confirmed: payment.booking.state === "confirmed",
      });
    case "captured":
      return settleCaptured(tx, intent, { ...found, matches, confirmed: payment.booking.state === "confirmed" });
    case "cancelled":
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
  { id: paymentId, bookingId, withdrawnAt }: Lookup & { readonly withdrawnAt: Date | null },
): Promise<Settlement> {
  if (intent.state === "cancelled" && withdrawnAt === null) await markWithdrawn(tx, paymentId);
  if (intent.state !== "authorised") return "already";
  await tx.enqueue("payment.cancel", { paymentId });
  // Their bank shows an amount that we do not take.
  await queueNotification(tx, { bookingId, kind: "payment.withdrawn", subjectId: paymentId });
  return "withdrawing";
}

/** Events overtake one another: what has been authorised is not made less by an older event. */
async function noteProgress(
  tx: TransactionContext,
  intent: IntentSnapshot,
  payment: Lookup & { readonly state: string },
): Promise<Settlement> {
  if (payment.state === "authorised") return "already";
  const state = intent.state === "processing" ? "processing" : "requires_payment";
  await tx.prisma.payment.update({
    where: { id: payment.id },
    data: { state, declineCode: intent.declineCode, requiresAction: intent.state === "requires_action" },
  });
  // Once for each payment: who tries card after card sees on the screen how it goes.
  if (state === "requires_payment" && intent.declineCode !== null)
    await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.failed", subjectId: payment.id });
  return "noted";
}

async function settleAuthorised(
  tx: TransactionContext,
  payment: Lookup & { readonly state: string; readonly matches: boolean; readonly confirmed: boolean },
): Promise<Settlement> {
  if (payment.state === "authorised") return "already";
  await tx.prisma.payment.update({ where: { id: payment.id }, data: { state: "authorised", declineCode: null, requiresAction: false } });
  const ours = payment.matches && !payment.confirmed && (await secureBooking(tx, payment.bookingId));
  await tx.enqueue(ours ? "payment.capture" : "payment.cancel", { paymentId: payment.id });
  if (!ours) await queueNotification(tx, { bookingId: payment.bookingId, kind: "payment.withdrawn", subjectId: payment.id });
  return ours ? "capturing" : "withdrawing";
}

async function settleCaptured(
  tx: TransactionContext,
  intent: IntentSnapshot,
  payment: Lookup & { readonly matches: boolean; readonly confirmed: boolean },
): Promise<Settlement> {
  await tx.prisma.payment.update({ where: { id: payment.id }, data: { state: "captured", declineCode: null, requiresAction: false } });
  const reason = payment.confirmed ? "second_payment" : payment.matches ? null : "amount_mismatch";
  if (reason === null && (await secureBooking(tx, payment.bookingId))) {
    await confirmBooking(tx, payment.bookingId, payment.id);
    return "confirmed";
  }
  await refundAutomatically(tx, { intent, paymentId: payment.id, bookingId: payment.bookingId, reason: reason ?? "seats_gone" });
  await endUnpaidBooking(tx, payment.bookingId);
  return "refunding";
}
