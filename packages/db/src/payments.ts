import type { Statement, Transaction } from "./client.ts";
import type { SecureAnswer } from "./seats.ts";

/** A payment as stored, with what decides on it of its booking. Amounts in minor units. */
export interface LockedPayment {
  readonly id: string;
  readonly bookingId: string;
  readonly purpose: "booking" | "seats" | "change";
  readonly state: "starting" | "requires_payment" | "processing" | "authorised" | "captured" | "cancelled" | "failed";
  readonly amount: number;
  readonly currency: string;
  readonly intentId: string | null;
  /** Whether the payment provider has said that no money can come of it any more. */
  readonly withdrawn: boolean;
  readonly booking: { readonly state: string; readonly total: number };
}

const lockStatement: Statement<LockedPayment | null> = { name: "lock_payment", text: "SELECT lock_payment($1, $2) AS answer" };
const newsStatement: Statement<never> = {
  name: "write_payment_news",
  text: `UPDATE payment SET state = $2::payment_state, stripe_intent_id = $3, method_label = coalesce($4, method_label), decline_code = $5,
            requires_action = $6 WHERE id = $1`,
};
const confirmStatement: Statement<Confirmation> = { name: "confirm_booking", text: "SELECT confirm_booking($1, $2, $3, $4) AS answer" };
const seenStatement: Statement<boolean> = {
  name: "has_stripe_event",
  text: "SELECT to_jsonb(EXISTS (SELECT FROM stripe_event WHERE id = $1)) AS answer",
};
const eventStatement: Statement<never> = {
  name: "record_stripe_event",
  text: "INSERT INTO stripe_event (id, type, intent_id, outcome) VALUES ($1, $2, $3, $4)",
};

/** Finds a payment by its intent's id or its own, locks its booking until the transaction ends, and reads both; null where there is none. */
export async function lockPayment(
  tx: Transaction,
  { intentId, paymentId }: { readonly intentId: string; readonly paymentId: string | null },
): Promise<LockedPayment | null> {
  return (await tx.run(lockStatement, [intentId, paymentId]))[0] ?? null;
}

/** What the payment provider says of an attempt. */
export interface PaymentNews {
  readonly state: LockedPayment["state"];
  readonly intentId: string;
  /** What it is paid with, in words; null keeps what is on record. */
  readonly methodLabel: string | null;
  readonly declineCode: string | null;
  readonly requiresAction: boolean;
}

/** Writes how an attempt stands. The caller holds its booking's row lock. */
export async function writePaymentNews(tx: Transaction, paymentId: string, news: PaymentNews): Promise<void> {
  const { state, intentId, methodLabel, declineCode, requiresAction } = news;
  await tx.run(newsStatement, [paymentId, state, intentId, methodLabel, declineCode, requiresAction]);
}

/** What a booking is confirmed by: the payment, and ids for the two transactions in the books. */
export interface ConfirmingPayment {
  readonly paymentId: string;
  readonly saleId: string;
  readonly paidId: string;
}

/** What became of a confirmation: it was made where its seats are secured, and otherwise not. */
export interface Confirmation {
  readonly seats: SecureAnswer;
  /** Whether a late payment has put the party on other seats. */
  readonly reseated: boolean;
}

/** Makes a paid booking final where its seats can be had: seats for good, state, books and tickets. The caller holds the booking's row lock. */
export async function writeConfirmation(tx: Transaction, bookingId: string, payment: ConfirmingPayment): Promise<Confirmation> {
  const [answer] = await tx.run(confirmStatement, [bookingId, payment.paymentId, payment.saleId, payment.paidId]);
  if (!answer) throw new Error("confirm_booking gave no answer");
  return answer;
}

/** An event of the payment provider, and what came of it. */
export interface SeenEvent {
  readonly eventId: string;
  readonly type: string;
  readonly intentId: string | null;
  readonly outcome: string;
}

/** Whether an event is on record. */
export async function hasStripeEvent(db: Transaction, eventId: string): Promise<boolean> {
  return (await db.run(seenStatement, [eventId]))[0] ?? false;
}

/** Records an event in the transaction of its effect. Breaks the unique key of `stripe_event` where it is on record already. */
export async function recordStripeEvent(tx: Transaction, { eventId, type, intentId, outcome }: SeenEvent): Promise<void> {
  await tx.run(eventStatement, [eventId, type, intentId, outcome]);
}
