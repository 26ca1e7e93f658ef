import type { Statement, Transaction } from "./client.ts";

const statements: Readonly<Record<string, Statement<string | null>>> = {
  paymentId: { name: "booking_of_payment", text: "SELECT booking_id AS answer FROM payment WHERE id = $1" },
  refundId: { name: "booking_of_refund", text: "SELECT booking_id AS answer FROM refund WHERE id = $1" },
  intentId: { name: "booking_of_intent", text: "SELECT booking_id AS answer FROM payment WHERE stripe_intent_id = $1" },
  notificationId: { name: "booking_of_notification", text: "SELECT booking_id AS answer FROM notification WHERE id = $1" },
};

/** The booking of the payment, refund or message that a job's payload names; null where it names none, or an unknown one. */
export async function readBookingOfJob(db: Transaction, payload: Readonly<Record<string, unknown>>): Promise<string | null> {
  for (const [field, statement] of Object.entries(statements))
    if (typeof payload[field] === "string") return (await db.run(statement, [payload[field]]))[0] ?? null;
  return null;
}
