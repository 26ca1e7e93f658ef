import { instantOf } from "../../time.ts";
import type { Place, SegmentFacts, TripFacts } from "./facts.ts";

/** Airports for tests of rules, by what the law makes of them. */
export const samplePlaces = {
  paris: { country: "FR", latitude: 49.0097, longitude: 2.5478 },
  lisbon: { country: "PT", latitude: 38.7742, longitude: -9.1342 },
  newYork: { country: "US", latitude: 40.6398, longitude: -73.7789 },
  chicago: { country: "US", latitude: 41.9786, longitude: -87.9048 },
  sanJuan: { country: "PR", latitude: 18.4394, longitude: -66.0018 },
  london: { country: "GB", latitude: 51.4706, longitude: -0.4619 },
  tokyo: { country: "JP", latitude: 35.5523, longitude: 139.7797 },
} as const satisfies Record<string, Place>;

const hours = (from: Date, count: number) => instantOf(from.getTime() + count * 3_600_000);

/** Midday of 1 December 2026: when the sample bookings were made and paid. */
export const bookedAt = instantOf("2026-12-01T12:00:00Z");

/** A Saver flight from Paris to Lisbon ten days after the booking, on time. */
export function sampleFlight(change: Partial<SegmentFacts> & { readonly departsInHours?: number } = {}): SegmentFacts {
  const { departsInHours = 240, ...rest } = change;
  const departsAt = rest.departsAt ?? hours(bookedAt, departsInHours);
  const arrivesAt = rest.arrivesAt ?? hours(departsAt, 2);
  return {
    brand: { name: "Saver", refundPercent: 0 },
    reserved: true,
    origin: samplePlaces.paris,
    destination: samplePlaces.lisbon,
    licensedIn: null,
    expectedDepartsAt: departsAt,
    expectedArrivesAt: arrivesAt,
    cancelledByCarrier: false,
    announcedAt: null,
    missed: false,
    given: false,
    ...rest,
    departsAt,
    arrivesAt,
  };
}

/** A trip booked at `bookedAt`, so many hours later. */
export function sampleTrip(segments: readonly SegmentFacts[], hoursLater: number, change: Partial<TripFacts> = {}): TripFacts {
  return {
    now: hours(bookedAt, hoursLater),
    reservedAt: bookedAt,
    confirmedAt: bookedAt,
    freeCancellationUntil: null,
    currency: "EUR",
    segments,
    ...change,
  };
}

/** A flight that is expected to depart and arrive so many hours after its time. */
export function delayed(flight: SegmentFacts, departs: number, arrives: number): SegmentFacts {
  return { ...flight, expectedDepartsAt: hours(flight.departsAt, departs), expectedArrivesAt: hours(flight.arrivesAt, arrives) };
}
