import { secureSeats } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { reseatParty } from "./reseat-party.ts";

/**
 * Makes the seats of a booking its own for good, now that its money is there: the same ones where they can be had, and
 * otherwise others as good. False when there are none; then the money goes back. The caller holds the booking's row lock.
 */
export async function secureBooking(tx: TransactionContext, bookingId: string): Promise<boolean> {
  const answer = await secureSeats(tx, bookingId);
  return answer === "taken" ? reseatParty(tx, bookingId) : answer !== "lost";
}
