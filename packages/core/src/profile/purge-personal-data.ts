import { forgetUnsoldBookings, purgePassengerData, purgeTravelDocuments } from "@skyhold/db";

import type { Context } from "../context.ts";

/** What was deleted, in rows. */
export interface PurgedPersonalData {
  readonly birthDates: number;
  readonly requests: number;
  readonly documents: number;
  /** Bookings that nobody bought. */
  readonly unsold: number;
}

/** So many bookings in one statement, so that no lock is held for long. */
const batch = 500;

/**
 * Job: deletes what only a journey needed, so many days after it: birth dates and service requests of its passengers, and the documents
 * that its traveller had stored for it. Names, tickets, prices and payments stay. Of what ended unsold as long ago nobody is named any more.
 * Interrupted, it goes on the next time.
 */
export async function purgePersonalData({ db, policy }: Context): Promise<PurgedPersonalData> {
  const days = policy.personalDataDays;
  const purged = { birthDates: 0, requests: 0, documents: await purgeTravelDocuments(db, days), unsold: 0 };
  for (let after: string | null = ""; after !== null;) {
    const { lastBookingId, birthDates, requests } = await purgePassengerData(db, { after, days, limit: batch });
    purged.birthDates += birthDates;
    purged.requests += requests;
    after = lastBookingId;
  }
  for (let after: string | null = ""; after !== null;) {
    const { lastBookingId, bookings } = await forgetUnsoldBookings(db, { after, days, limit: batch });
    purged.unsold += bookings;
    after = lastBookingId;
  }
  return purged;
}
