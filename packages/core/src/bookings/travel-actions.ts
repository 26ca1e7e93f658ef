import type { BookingRow } from "@skyhold/db";

import { checkInWindow } from "../check-in/window.ts";
import { instantOf } from "../time.ts";
import type { BookingAction } from "./booking-state.ts";

/** The actions of a paid booking that its flights decide on: they open and close on the day of travel. */
export function travelActions(row: BookingRow): BookingAction[] {
  if (row.state !== "confirmed") return [];
  const segments = [...row.segments.keys()];
  return [
    ...(segments.some((segment) => mayCheckIn(row, segment)) ? (["checkIn"] as const) : []),
    ...(segments.some((segment) => mayAcceptChange(row, segment)) ? (["acceptChange"] as const) : []),
  ];
}

/** Whether a passenger no longer travels on a segment, both by index. */
export function isTakenOff({ cancellations }: BookingRow, passenger: number, segment: number): boolean {
  return cancellations.some(({ items }) => items.some((item) => item.passenger === passenger && item.segment === segment));
}

/** As check-in itself decides, but for documents, which it asks for. */
function mayCheckIn(row: BookingRow, segment: number): boolean {
  const flight = row.segments[segment]?.flight;
  if (flight?.status !== "scheduled" && flight?.status !== "delayed") return false;
  const { opensAt, closesAt } = checkInWindow({
    departsAt: instantOf(flight.departsAt),
    estimatedDepartsAt: flight.estimatedDepartsAt === null ? null : instantOf(flight.estimatedDepartsAt),
  });
  const now = instantOf(row.now);
  const waits = row.passengers.some(
    ({ type, seats, checkedIn }, passenger) =>
      !isTakenOff(row, passenger, segment) && checkedIn[segment] !== true && (type === "INF" || (seats[segment] ?? null) !== null),
  );
  return waits && opensAt <= now && now < closesAt;
}

function mayAcceptChange(row: BookingRow, at: number): boolean {
  const segment = row.segments[at];
  if (!segment?.changeOpen) return false;
  const { status, departsAt, estimatedDepartsAt } = segment.flight;
  const over = status === "cancelled" || status === "in_air" || status === "landed";
  const travels = row.passengers.some((_, passenger) => !isTakenOff(row, passenger, at));
  return travels && !over && instantOf(row.now) < instantOf(estimatedDepartsAt ?? departsAt);
}
