import { writeConfirmation } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { queueNotification } from "../notifications/queue-notification.ts";

/** Makes a paid booking whose seats are secured final: state, ledger, tickets and the mail to send, in the caller's transaction and under its lock. */
export async function confirmBooking(tx: TransactionContext, bookingId: string, paymentId: string): Promise<void> {
  const { reseated } = await writeConfirmation(tx, bookingId, { paymentId, saleId: tx.newId("ltx"), paidId: tx.newId("ltx") });
  await queueNotification(tx, { bookingId, kind: "booking.confirmed" });
  // Only a party that a late payment has put on other seats has this right before it could travel.
  if (reseated) await queueNotification(tx, { bookingId, kind: "booking.seats_changed" });
}
