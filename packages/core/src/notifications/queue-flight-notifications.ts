import { storeFlightNotifications } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/**
 * Stores what has become of flights for everyone who is booked on them, and queues the sending: one message for each change and
 * booking, however often it is asked for, in one statement each. With `bookingIds` only those are told. Answers how many were.
 */
export async function queueFlightNotifications(
  tx: TransactionContext,
  changeIds: readonly string[],
  bookingIds: readonly string[] | null = null,
): Promise<number> {
  if (changeIds.length === 0) return 0;
  const stored = await storeFlightNotifications(tx, changeIds, bookingIds);
  await tx.enqueueAll(
    "notification.send",
    stored.map((notificationId) => ({ notificationId })),
  );
  return stored.length;
}
