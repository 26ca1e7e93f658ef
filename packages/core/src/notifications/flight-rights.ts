import type { Transaction } from "@skyhold/db";

import { itemsToCancel } from "../bookings/cancellation-scope.ts";
import { priceItems } from "../bookings/price-items.ts";
import { hasLeft, readCancellable, tripFacts } from "../bookings/read-cancellable.ts";
import type { Money } from "../money.ts";
import { compensationFor } from "../refunds/rules/compensation.ts";
import { toZonedTime } from "../time.ts";
import type { ZonedTime } from "../time.ts";

/** What a traveller may do about a flight that has changed, by the refund rules as they apply at this moment. */
export interface FlightRights {
  /** What comes back if all that is left of the trip is cancelled now, and what was paid for it. */
  readonly refund: Money;
  readonly paid: Money;
  /** The rules' own sentences. */
  readonly why: readonly string[];
  /** When the next flight of the trip leaves, and with it the choice; null where none is left. */
  readonly until: ZonedTime | null;
  /** The sentence on compensation under European law; null where none can be due. */
  readonly compensation: string | null;
}

/** Reads what the rules grant to a booking of which a flight has changed, and was known to by a moment; null where nothing is left of the trip. */
export async function readFlightRights(
  db: Transaction,
  about: { readonly bookingId: string; readonly segment: number; readonly knownBy: Date },
): Promise<FlightRights | null> {
  const cancellable = await readCancellable(db, about.bookingId);
  const items = itemsToCancel(cancellable, {});
  if (items.length === 0) return null;
  const priced = priceItems(cancellable, items, "rules");
  const facts = tripFacts(cancellable);
  const money = (amount: number): Money => ({ amount, currency: cancellable.booking.currency });
  const next = cancellable.flights
    .filter(
      ({ status }, segment) => status !== "cancelled" && !hasLeft(cancellable, segment) && items.some((item) => item.segment === segment),
    )
    .map((flight) => toZonedTime(flight.estimatedDepartsAt ?? flight.departsAt, flight.originAirport.timeZone))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];
  const changed = facts.segments[about.segment];
  return {
    refund: money(priced.refund),
    paid: money(priced.paid),
    why: priced.trace,
    until: next ?? null,
    compensation: (changed && compensationFor(changed, about.knownBy)?.why) ?? null,
  };
}
