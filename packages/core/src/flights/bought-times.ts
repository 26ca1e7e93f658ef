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

/** A booking with what decides on the times that it has bought. */
interface Purchase {
  readonly createdAt: Date;
  /** When the booking was changed to the flight; null for a flight that it was made with. */
  readonly bookedAt: Date | null;
  readonly acceptances: readonly { readonly flightChangeId: string }[];
}

/**
 * The times by which a change of a flight is judged: those of its timetable when the booking was made, whatever became of it since, or those
 * that its traveller has accepted last. Who changes to a flight takes it as it is expected at that moment: one that is late already gives no
 * right to the money of the whole trip by being so.
 */
export function boughtTimes({ createdAt, bookedAt, acceptances }: Purchase, flight: BoughtTimes, changes: readonly Change[]): BoughtTimes {
  const taken = changes.findLast(
    (change) =>
      acceptances.some(({ flightChangeId }) => flightChangeId === change.id) || (bookedAt !== null && change.createdAt <= bookedAt),
  );
  if (taken) {
    const { departsAt, arrivesAt, estimatedDepartsAt, estimatedArrivesAt } = FlightTimesAndPlace.parse(taken.after);
    return { departsAt: instantOf(estimatedDepartsAt ?? departsAt), arrivesAt: instantOf(estimatedArrivesAt ?? arrivesAt) };
  }
  const first = changes.find((change) => change.kind === "rescheduled" && change.createdAt > (bookedAt ?? createdAt));
  if (!first) return { departsAt: flight.departsAt, arrivesAt: flight.arrivesAt };
  const { departsAt, arrivesAt } = FlightTimesAndPlace.parse(first.before);
  return { departsAt: instantOf(departsAt), arrivesAt: instantOf(arrivesAt) };
}
