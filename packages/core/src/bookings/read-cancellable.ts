import { readClock } from "@skyhold/db";
import type { Prisma, Transaction } from "@skyhold/db";

import { boughtTimes, readCancelledSince, readTimeChanges } from "../flights/bought-times.ts";
import type { BoughtTimes } from "../flights/bought-times.ts";
import type { TripFacts } from "../refunds/rules/facts.ts";
import { missesConnection } from "./missed-connection.ts";

const parts = {
  passengers: { orderBy: { position: "asc" } },
  segments: { orderBy: { position: "asc" }, include: { fareBrand: true } },
  priceLines: { orderBy: { position: "asc" }, where: { cancelled: null } },
  cancellations: { include: { items: true } },
  payments: { include: { refunds: true, disputes: true } },
  acceptances: true,
} satisfies Prisma.BookingInclude;

const places = { originAirport: true, destinationAirport: true, airline: true } satisfies Prisma.FlightInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;
type StoredFlight = Prisma.FlightGetPayload<{ include: typeof places }>;

/** A booking with all that decides on its cancellation, as it was at one moment. */
export interface CancellableBooking {
  readonly booking: StoredBooking;
  /** By segment. */
  readonly flights: readonly StoredFlight[];
  /** By segment: the times that were bought, or accepted since. */
  readonly bought: readonly BoughtTimes[];
  /** By segment: when the airline announced its cancellation; null where it has not. */
  readonly announced: readonly (Date | null)[];
  readonly now: Date;
}

/** Reads a booking for its cancellation. To write by it, the caller holds its row lock. */
export async function readCancellable(db: Transaction, bookingId: string): Promise<CancellableBooking> {
  const [found] = await readCancellables(db, [bookingId]);
  if (!found) throw new Error(`Booking ${bookingId} does not exist`);
  return found;
}

/** The same for several bookings, in as many statements as one; those that do not exist are left out. */
export async function readCancellables(db: Transaction, bookingIds: readonly string[]): Promise<CancellableBooking[]> {
  const bookings = await db.prisma.booking.findMany({ where: { id: { in: [...bookingIds] } }, include: parts, orderBy: { id: "asc" } });
  const flightIds = [...new Set(bookings.flatMap(({ segments }) => segments.map(({ flightId }) => flightId)))];
  const flights = await db.prisma.flight.findMany({ where: { id: { in: flightIds } }, include: places });
  const byId = new Map(flights.map((flight) => [flight.id, flight]));
  const changes = Map.groupBy(await readTimeChanges(db, flightIds), ({ flightId }) => flightId);
  const announcements = await readCancelledSince(db, flightIds);
  const now = await readClock(db);
  return bookings.map((booking) => {
    const flown = booking.segments.map(({ flightId }) => {
      const flight = byId.get(flightId);
      if (!flight) throw new Error(`Flight ${flightId} of booking ${booking.id} does not exist`);
      return flight;
    });
    const bought = flown.map((flight, at) => {
      const bookedAt = booking.segments[at]?.bookedAt ?? null;
      return boughtTimes({ ...booking, bookedAt }, flight, changes.get(flight.id) ?? []);
    });
    const announced = flown.map(({ id }) => announcements.get(id) ?? null);
    return { booking, flights: flown, bought, announced, now };
  });
}

/** Whether a passenger has been taken off a segment before, both by index. */
export function isCancelled({ booking }: CancellableBooking, passenger: number, segment: number): boolean {
  const [passengerId, segmentId] = [booking.passengers[passenger]?.id, booking.segments[segment]?.id];
  return booking.cancellations.some(({ items }) => items.some((item) => item.passengerId === passengerId && item.segmentId === segmentId));
}

/** Whether they were taken off it by themselves or by staff: what the airline cancels, nobody has given up. */
function isGivenUp({ booking, ...cancellable }: CancellableBooking, passenger: number, segment: number): boolean {
  const byPeople = booking.cancellations.filter(({ cancelledBy }) => cancelledBy !== "carrier");
  return isCancelled({ ...cancellable, booking: { ...booking, cancellations: byPeople } }, passenger, segment);
}

/**
 * The flight from which somebody of the booking was to change to this one, and has given up neither, by index; -1 where there is none. Flights
 * between the two that were given up, as by a change for others, nobody changes from.
 */
export function flightBefore(cancellable: CancellableBooking, segment: number): number {
  const { passengers, segments } = cancellable.booking;
  const stays = (passenger: number, at: number) => !isGivenUp(cancellable, passenger, at) && !isGivenUp(cancellable, passenger, segment);
  return segments.findLastIndex((_, at) => at < segment && passengers.some((__, passenger) => stays(passenger, at)));
}

/** Whether the airline has taken somebody off it: off a flight that has left, only who did not take what it had become. */
function leftWithout({ booking }: CancellableBooking, segment: number): boolean {
  const byCarrier = booking.cancellations.filter(({ cancelledBy }) => cancelledBy === "carrier");
  return byCarrier.some(({ items }) => items.some(({ segmentId }) => segmentId === booking.segments[segment]?.id));
}

/** Whether a flight has left, by its status or by the clock; one that was cancelled never does. */
export function hasLeft({ flights, now }: CancellableBooking, segment: number): boolean {
  const flight = flights[segment];
  if (!flight || flight.status === "cancelled") return false;
  return flight.status === "in_air" || flight.status === "landed" || (flight.estimatedDepartsAt ?? flight.departsAt) <= now;
}

/** The facts that the refund rules go by. */
export function tripFacts(cancellable: CancellableBooking): TripFacts {
  const { booking, flights, bought, announced, now } = cancellable;
  return {
    now,
    reservedAt: booking.createdAt,
    confirmedAt: booking.confirmedAt ?? booking.createdAt,
    freeCancellationUntil: booking.freeCancellationUntil,
    currency: booking.currency,
    segments: booking.segments.map(({ fareBrand, bookedAt }, segment) => {
      const [flight, sold] = [flights[segment], bought[segment]];
      if (!flight || !sold) throw new Error("A segment without a flight");
      return {
        brand: { name: fareBrand.name, refundPercent: fareBrand.refundPercent },
        reserved: bookedAt === null,
        origin: placeOf(flight.originAirport),
        destination: placeOf(flight.destinationAirport),
        licensedIn: flight.airline.licenceCountry,
        departsAt: sold.departsAt,
        arrivesAt: sold.arrivesAt,
        expectedDepartsAt: flight.estimatedDepartsAt ?? flight.departsAt,
        expectedArrivesAt: flight.estimatedArrivesAt ?? flight.arrivesAt,
        cancelledByCarrier: flight.status === "cancelled",
        announcedAt: announced[segment] ?? null,
        missed: missesConnection(cancellable, [flightBefore(cancellable, segment), segment]),
        given:
          (hasLeft(cancellable, segment) && !leftWithout(cancellable, segment)) ||
          booking.passengers.every((_, passenger) => isGivenUp(cancellable, passenger, segment)),
      };
    }),
  };
}

function placeOf({ countryCode, latitude, longitude }: StoredFlight["originAirport"]): TripFacts["segments"][number]["origin"] {
  return { country: countryCode, latitude, longitude };
}
