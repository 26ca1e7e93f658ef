import { storeReminders } from "@skyhold/db";
import type { DueFlights } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import type { NotificationKind } from "./queue-notification.ts";

/** Few enough for one short transaction. */
const batch = 100;

/**
 * What is told before a departure, by the hours that are left. Check-in opens 48 hours before it and closes one hour before it; who
 * hears of neither until a day before is only told that the flight leaves.
 */
const due: readonly (DueFlights & { readonly kind: NotificationKind })[] = [
  { kind: "flight.check_in_open", before: 48, after: 24 },
  { kind: "flight.reminder", before: 24, after: 1 },
];

/**
 * Job: stores the messages before departures that are due and queues their sending, once for each booking and segment however many
 * workers run it. A flight that was moved is told of by its new time; who has been told already is not told again. Answers how many.
 */
export async function queueReminders(ctx: Context): Promise<number> {
  let total = 0;
  for (const flights of due) {
    for (let stored = batch; stored === batch; total += stored) {
      stored = await transaction(ctx, async (tx) => {
        const ids = await storeReminders(tx, flights, batch);
        for (const notificationId of ids) await tx.enqueue("notification.send", { notificationId });
        return ids.length;
      });
    }
  }
  return total;
}
