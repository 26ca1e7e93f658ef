import type { Statement, Transaction } from "./client.ts";
import type { ChangeAnswer, SeatsToChange } from "./seats.ts";

const keepStatement: Statement<ChangeAnswer> = {
  name: "keep_seats_for_payment",
  text: "SELECT keep_seats_for_payment($1, $2::jsonb, $3) AS answer",
};
const releaseStatement: Statement<number> = { name: "release_seats_of_payment", text: "SELECT release_seats_of_payment($1) AS answer" };

/**
 * Takes the seats that a payment is for out of sale until its money is in: all of them (`changed`), or none. The party itself stays where
 * it sits. The caller holds the booking's row lock.
 */
export async function keepSeatsForPayment(tx: Transaction, bookingId: string, change: SeatsToChange): Promise<ChangeAnswer> {
  const [answer] = await tx.run(keepStatement, [bookingId, JSON.stringify(change.seats), change.paymentId]);
  if (!answer) throw new Error("keep_seats_for_payment gave no answer");
  return answer;
}

/** Lets go what was kept for a payment that came to nothing. The caller holds the booking's row lock. */
export async function releaseSeatsOfPayment(tx: Transaction, paymentId: string): Promise<void> {
  await tx.run(releaseStatement, [paymentId]);
}
