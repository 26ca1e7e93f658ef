import type { Prisma, Transaction } from "@skyhold/db";

import { instantOf } from "../time.ts";
import { FlightTimesAndPlace } from "./flight-change.ts";

/** When a flight was to leave and to arrive, as it was bought. */
export interface BoughtTimes {
  readonly departsAt: Date;
  readonly arrivesAt: Date;
}

type Change = Prisma.FlightChangeGetPayload<object>;

/** The changes of flights' times, oldest first. */
export async function readTimeChanges(db: Transaction, flightIds: readonly string[]): Promise<Change[]> {
  return db.prisma.flightChange.findMany({
    where: { flightId: { in: [...flightIds] }, kind: { in: ["delayed", "rescheduled"] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/** When the cancellation of each of these flights was announced; those are left out that fly, or of which it is not on record. */
export async function readCancelledSince(db: Transaction, flightIds: readonly string[]): Promise<Map<string, Date>> {
  const changes = await db.prisma.flightChange.findMany({ where: { flightId: { in: [...flightIds] }, kind: "cancelled" } });
  return new Map(changes.map(({ flightId, createdAt }) => [flightId, createdAt]));
}

/**
 * The times by which a change of a flight is judged: those of its timetable when the booking was made, or changed to this flight, whatever
 * became of it since, or those that its traveller has accepted last.
 */
export function boughtTimes(
  booking: { readonly createdAt: Date; readonly acceptances: readonly { readonly flightChangeId: string }[] },
  flight: BoughtTimes,
  changes: readonly Change[],
): BoughtTimes {
  const accepted = changes.findLast(({ id }) => booking.acceptances.some(({ flightChangeId }) => flightChangeId === id));
  if (accepted) {
    const { departsAt, arrivesAt, estimatedDepartsAt, estimatedArrivesAt } = FlightTimesAndPlace.parse(accepted.after);
    return { departsAt: instantOf(estimatedDepartsAt ?? departsAt), arrivesAt: instantOf(estimatedArrivesAt ?? arrivesAt) };
  }
  const first = changes.find(({ kind, createdAt }) => kind === "rescheduled" && createdAt > booking.createdAt);
  if (!first) return { departsAt: flight.departsAt, arrivesAt: flight.arrivesAt };
  const { departsAt, arrivesAt } = FlightTimesAndPlace.parse(first.before);
  return { departsAt: instantOf(departsAt), arrivesAt: instantOf(arrivesAt) };
}
