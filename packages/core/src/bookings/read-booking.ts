import { findFlights } from "@skyhold/db";
import type { Prisma, SellableFlight, Transaction } from "@skyhold/db";

import { toFareBrand } from "../fares/fare-brand.ts";
import { toFlight } from "../flights/flight.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking, BookedPassenger } from "./booking.ts";

const everything = {
  segments: { include: { fareBrand: true }, orderBy: { position: "asc" } },
  passengers: { orderBy: { position: "asc" }, include: { tickets: { orderBy: { sequence: "asc" } } } },
  priceLines: { orderBy: { position: "asc" } },
  claims: { where: { releasedAt: null } },
  payments: { orderBy: { createdAt: "desc" } },
} satisfies Prisma.BookingInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof everything }>;

/** The bookings that match, each whole, in the order asked for. Who may see them is part of `where`. */
export async function readBookings(
  db: Transaction,
  query: Pick<Prisma.BookingFindManyArgs, "where" | "orderBy" | "take">,
): Promise<Booking[]> {
  const stored = await db.prisma.booking.findMany({ ...query, include: everything });
  const flights = await findFlights(db, [...new Set(stored.flatMap((booking) => booking.segments.map((segment) => segment.flightId)))]);
  return stored.map((booking) => toBooking(booking, flights));
}

function toBooking(stored: StoredBooking, known: ReadonlyMap<string, SellableFlight>): Booking {
  const flights = stored.segments.map((segment) => known.get(segment.flightId));
  // The flights were read last and carry the database's time.
  const situation = { ...situationOf(stored), now: instantOf(flights[0]?.now ?? 0) };
  const state = stateAt(situation);
  const open = state === "held" || state === "awaiting_payment";
  return {
    id: BookingId.parse(stored.id),
    recordLocator: stored.recordLocator,
    state,
    availableActions: availableActions(situation),
    expiresAt: open ? stored.expiresAt : null,
    createdAt: stored.createdAt,
    confirmedAt: stored.confirmedAt,
    contact: { email: stored.contactEmail, phone: stored.contactPhone },
    segments: stored.segments.map(({ cabin, fareBrand }, index) => ({
      flight: toFlight(present(flights[index])),
      cabin,
      brand: toFareBrand(fareBrand),
    })),
    passengers: stored.passengers.map((passenger) => toPassenger(passenger, stored)),
    lines: linesOf(stored),
    total: { amount: Number(stored.totalMinor), currency: stored.currency },
    payment: paymentOf(stored),
  };
}

/** Whether what is stored lets the booking be paid, changed, released. */
export function situationOf(
  stored: Pick<StoredBooking, "state" | "expiresAt"> & {
    passengers: readonly { surname: string | null }[];
    payments: readonly { state: string }[];
  },
) {
  return {
    state: stored.state,
    expiresAt: stored.expiresAt,
    passengersComplete: stored.passengers.every((passenger) => passenger.surname !== null),
    paymentUnderWay: stored.payments.some((payment) => payment.state === "processing" || payment.state === "authorised"),
  };
}

function toPassenger(passenger: StoredBooking["passengers"][number], booking: StoredBooking): BookedPassenger {
  const seatOn = (segmentId: string) =>
    booking.claims.find((claim) => claim.passengerId === passenger.id && claim.segmentId === segmentId)?.seatNo ?? null;
  return {
    type: passenger.type,
    givenName: passenger.givenName,
    surname: passenger.surname,
    birthDate: passenger.birthDate?.toISOString().slice(0, 10) ?? null,
    seats: booking.segments.map((segment) => seatOn(segment.id)),
    ticketNumbers: passenger.tickets.map((ticket) => ticket.number),
  };
}

function linesOf(stored: StoredBooking): Booking["lines"] {
  const position = (rows: readonly { id: string; position: number }[], id: string | null) =>
    rows.find((row) => row.id === id)?.position ?? 0;
  return stored.priceLines.map((line) => ({
    kind: line.kind,
    code: line.code,
    label: line.label,
    segment: position(stored.segments, line.segmentId),
    passenger: position(stored.passengers, line.passengerId),
    amount: { amount: Number(line.amountMinor), currency: stored.currency },
  }));
}

function paymentOf(stored: StoredBooking): Booking["payment"] {
  const latest = stored.payments[0];
  if (!latest) return null;
  return { id: PaymentId.parse(latest.id), state: latest.state, method: latest.methodLabel, declineCode: latest.declineCode };
}

function present(flight: SellableFlight | undefined): SellableFlight {
  // No foreign key keeps a segment's flight (see seat_claim), so its absence is a fault of ours.
  if (!flight) throw new Error("A booking's flight does not exist");
  return flight;
}
