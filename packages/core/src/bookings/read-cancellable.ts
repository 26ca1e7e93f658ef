import { readClock } from "@skyhold/db";
import type { Prisma, Transaction } from "@skyhold/db";

import type { TripFacts } from "../refunds/rules/facts.ts";

const parts = {
  passengers: { orderBy: { position: "asc" } },
  segments: { orderBy: { position: "asc" }, include: { fareBrand: true } },
  priceLines: { orderBy: { position: "asc" }, where: { cancelled: null } },
  cancellations: { include: { items: true } },
  payments: { include: { refunds: true } },
} satisfies Prisma.BookingInclude;

const places = { originAirport: true, destinationAirport: true } satisfies Prisma.FlightInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;
type StoredFlight = Prisma.FlightGetPayload<{ include: typeof places }>;

/** A booking with all that decides on its cancellation, as it was at one moment. */
export interface CancellableBooking {
  readonly booking: StoredBooking;
  /** By segment. */
  readonly flights: readonly StoredFlight[];
  readonly now: Date;
}

/** Reads a booking for its cancellation. To write by it, the caller holds its row lock. */
export async function readCancellable(db: Transaction, bookingId: string): Promise<CancellableBooking> {
  const booking = await db.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: parts });
  const found = await db.prisma.flight.findMany({
    where: { id: { in: booking.segments.map(({ flightId }) => flightId) } },
    include: places,
  });
  const flights = booking.segments.map(({ flightId }) => {
    const flight = found.find(({ id }) => id === flightId);
    if (!flight) throw new Error(`Flight ${flightId} of booking ${bookingId} does not exist`);
    return flight;
  });
  return { booking, flights, now: await readClock(db) };
}

/** Whether a passenger has been taken off a segment before, both by index. */
export function isCancelled({ booking }: CancellableBooking, passenger: number, segment: number): boolean {
  const [passengerId, segmentId] = [booking.passengers[passenger]?.id, booking.segments[segment]?.id];
  return booking.cancellations.some(({ items }) => items.some((item) => item.passengerId === passengerId && item.segmentId === segmentId));
}

/** Whether a flight has left, by its status or by the clock; one that was cancelled never does. */
export function hasLeft({ flights, now }: CancellableBooking, segment: number): boolean {
  const flight = flights[segment];
  if (!flight || flight.status === "cancelled") return false;
  return flight.status === "in_air" || flight.status === "landed" || (flight.estimatedDepartsAt ?? flight.departsAt) <= now;
}

/** The facts that the refund rules go by. */
export function tripFacts(cancellable: CancellableBooking): TripFacts {
  const { booking, flights, now } = cancellable;
  return {
    now,
    reservedAt: booking.createdAt,
    confirmedAt: booking.confirmedAt ?? booking.createdAt,
    freeCancellationUntil: booking.freeCancellationUntil,
    currency: booking.currency,
    segments: booking.segments.map(({ fareBrand }, segment) => {
      const flight = flights[segment];
      if (!flight) throw new Error("A segment without a flight");
      return {
        brand: { name: fareBrand.name, refundPercent: fareBrand.refundPercent },
        origin: placeOf(flight.originAirport),
        destination: placeOf(flight.destinationAirport),
        departsAt: flight.departsAt,
        arrivesAt: flight.arrivesAt,
        expectedDepartsAt: flight.estimatedDepartsAt ?? flight.departsAt,
        expectedArrivesAt: flight.estimatedArrivesAt ?? flight.arrivesAt,
        cancelledByCarrier: flight.status === "cancelled",
        given: hasLeft(cancellable, segment) || booking.passengers.every((_, passenger) => isCancelled(cancellable, passenger, segment)),
      };
    }),
  };
}

function placeOf({ countryCode, latitude, longitude }: StoredFlight["originAirport"]): TripFacts["segments"][number]["origin"] {
  return { country: countryCode, latitude, longitude };
}
