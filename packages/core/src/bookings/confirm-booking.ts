import { writeConfirmation } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { reseatParty } from "./reseat-party.ts";

/**
 * Makes a paid booking final, in the caller's transaction and under its lock: the same seats for good where they can be had, and otherwise
 * others as good; state, ledger, tickets and the mail to send. False when there are no seats: then the money goes back.
 */
export async function confirmBooking(tx: TransactionContext, bookingId: string, paymentId: string): Promise<boolean> {
  const payment = { paymentId, saleId: tx.newId("ltx"), paidId: tx.newId("ltx") };
  let { seats, reseated } = await writeConfirmation(tx, bookingId, payment);
  if (seats === "taken" && (await reseatParty(tx, bookingId))) ({ seats, reseated } = await writeConfirmation(tx, bookingId, payment));
  if (seats === "taken" || seats === "lost") return false;
  await queueNotification(tx, { bookingId, kind: "booking.confirmed" });
  // Only a party that a late payment has put on other seats has this right before it could travel.
  if (reseated) await queueNotification(tx, { bookingId, kind: "booking.seats_changed" });
  return true;
}
