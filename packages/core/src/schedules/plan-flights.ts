import type { ScheduleChange, ScheduleFlight } from "@skyhold/db";
import { z } from "zod";

import { flightTimes } from "../flights/flight-times.ts";
import { FlightId } from "../ids.ts";
import { minuteOf } from "../search/search-input.ts";
import { operatesOn } from "./schedule.ts";
import type { ScheduleDraft } from "./schedule.ts";

/** A flight that a change leaves as it is, and why. */
export const KeptFlight = z.strictObject({
  flightId: FlightId,
  date: z.string().describe("Local date of departure"),
  reason: z
    .enum(["booked", "changed_by_hand", "sale_closed"])
    .describe("Someone has or may yet pay seats; staff have changed this one flight; it leaves so soon that its sale is over"),
});
export type KeptFlight = z.infer<typeof KeptFlight>;

/** What becomes of the flights of a schedule. */
export interface FlightPlan extends ScheduleChange {
  readonly kept: readonly KeptFlight[];
}

/** The schedule as it was and as it will be, and the zones of its airports. */
export interface Revision {
  readonly before: ScheduleDraft;
  readonly after: ScheduleDraft;
  readonly zones: { readonly fromZone: string; readonly toZone: string };
}

type Fate = "same" | "moved" | "refitted" | "gone";

/** Lets the flights follow that nobody has booked and nobody has changed by hand, and names the others that would have had to. */
export function planFlights(revision: Revision, flights: readonly ScheduleFlight[]): FlightPlan {
  const concerned = flights.map((flight) => ({ flight, fates: fatesOf(revision, flight) })).filter(({ fates }) => !fates.includes("same"));
  const kept = concerned.flatMap(({ flight }) => {
    const reason = whyKept(revision, flight);
    return reason === null ? [] : [{ flightId: FlightId.parse(flight.id), date: flight.date, reason }];
  });
  const stay = new Set<string>(kept.map(({ flightId }) => flightId));
  const follow = concerned.filter(({ flight }) => !stay.has(flight.id));
  const having = (fate: Fate) => follow.filter(({ fates }) => fates.includes(fate)).map(({ flight }) => flight);
  return {
    kept,
    moved: having("moved").map(({ id, date }) => ({ id, ...timesOn(revision.after, revision, date) })),
    refitted: having("refitted").map(({ id }) => id),
    // Whoever once held seats keeps a flight to look at.
    cancelled: having("gone").flatMap(({ id, named }) => (named ? [id] : [])),
    deleted: having("gone").flatMap(({ id, named }) => (named ? [] : [id])),
  };
}

function fatesOf({ before, after }: Revision, { date, status }: ScheduleFlight): readonly Fate[] {
  if (!operatesOn(after, date)) return status === "cancelled" ? ["same"] : ["gone"];
  const retimed = before.departureTime !== after.departureTime || before.blockMinutes !== after.blockMinutes;
  const fates: Fate[] = [...(retimed ? (["moved"] as const) : []), ...(sameEquipment(before, after) ? [] : (["refitted"] as const))];
  return fates.length === 0 ? ["same"] : fates;
}

/** Fares and fees are maps of numbers: their order means nothing. */
function sameEquipment(a: ScheduleDraft, b: ScheduleDraft): boolean {
  const told = ({ aircraft, currency, fares, seatFees }: ScheduleDraft) =>
    JSON.stringify([
      aircraft,
      currency,
      Object.entries(fares).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      Object.entries(seatFees)
        .map(([cabin, { seat, legroom }]) => [cabin, seat, legroom] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ]);
  return told(a) === told(b);
}

function whyKept(revision: Revision, flight: ScheduleFlight): KeptFlight["reason"] | null {
  if (flight.booked) return "booked";
  const { before } = revision;
  const times = timesOn(before, revision, flight.date);
  const asScheduled =
    flight.status === "scheduled" &&
    !flight.tended &&
    flight.departureMinute === times.departureMinute &&
    flight.blockMinutes === before.blockMinutes &&
    flight.aircraft === before.aircraft;
  if (!asScheduled) return "changed_by_hand";
  return flight.saleClosed ? "sale_closed" : null;
}

function timesOn({ departureTime, blockMinutes }: ScheduleDraft, { zones }: Revision, date: string): ReturnType<typeof flightTimes> {
  return flightTimes({ date, minute: minuteOf(departureTime), ...zones }, blockMinutes);
}
