import { longestConnection, minimumConnection } from "../search/connection-times.ts";
import { minutesBetween } from "../time.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

type FlightAtHand = CancellableBooking["flights"][number];

/**
 * Whether a flight of a trip can no longer be changed to, because the one before it is expected too late: less time is left on the ground than
 * connections are sold with, and less than was bought or accepted last. Both by index; nothing is missed where there is none before.
 */
export function missesConnection(
  { flights, bought }: Pick<CancellableBooking, "flights" | "bought">,
  [from, to]: readonly [number, number],
): boolean {
  const [before, next] = [flights[from], flights[to]];
  const [arrival, departure] = [bought[from], bought[to]];
  if (!before || !next || !arrival || !departure || before.destination !== next.origin) return false;
  const sold = minutesBetween(arrival.arrivesAt, departure.departsAt);
  if (before.status === "cancelled" || next.status === "cancelled" || sold > longestConnection) return false;
  const left = minutesBetween(before.estimatedArrivesAt ?? before.arrivesAt, next.estimatedDepartsAt ?? next.departsAt);
  const date = next.departureDate.toISOString().slice(0, 10);
  return left < Math.min(sold, minimumConnection(next.origin, [reach(before), reach(next)], date));
}

function reach({ originAirport, destinationAirport }: FlightAtHand): "domestic" | "international" {
  return originAirport.countryCode === destinationAirport.countryCode ? "domestic" : "international";
}
