import { findBookingRow } from "@skyhold/db";
import type { Transaction } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import { baggageInWords, conditionsInWords } from "../fares/fare-brand.ts";
import { instantOf, toZonedTime } from "../time.ts";
import type { ETicket, ETicketAirport, ETicketPriceLine, ETicketSegment } from "./e-ticket.ts";
import { formatTicketNumber } from "./ticket-number.ts";

/** The e-ticket of a booking that was confirmed, with what of it is cancelled; null before that. With an owner, only that owner's. */
export async function buildETicket(db: Transaction, bookingId: string, ownerId: string | null): Promise<ETicket | null> {
  const row = await findBookingRow(db, bookingId, ownerId);
  const booking = row && toBooking(row);
  if (!booking || booking.confirmedAt === null) return null;
  const news = await readNews(db, booking);
  const segments = booking.segments.map((segment, index) => ({ ...toETicketSegment(segment, `${index + 1}`), ...newsOf(segment, news) }));
  const issuedAt = toZonedTime(booking.confirmedAt, booking.segments[0]?.flight.departs.timeZone ?? "UTC");
  return {
    recordLocator: booking.recordLocator,
    issuedAt,
    ...revisionOf(booking, news),
    issuingAirline: booking.segments[0]?.flight.airline.name ?? "",
    contactEmail: booking.contact.email,
    passengers: booking.passengers.map((passenger) => ({
      displayName: `${passenger.givenName ?? ""} ${passenger.surname ?? ""}`.trim(),
      type: passenger.type,
      ticketNumber: goodOf(passenger.ticketNumbers, news).map(formatTicketNumber).join(" / "),
      seats: passenger.seats,
      cancelled: passenger.cancelled,
    })),
    segments,
    priceLines: [...summedLines(booking), ...exchangedLines(booking)],
    total: booking.total,
    cancelled: cancelledOf(booking),
    payment: booking.payment?.method ? { method: booking.payment.method, paidAt: issuedAt } : null,
  };
}

/** What has become of the flights since they were sold, of the seats, and of the tickets. */
async function readNews(db: Transaction, { id, segments }: Booking) {
  const [flights, seatPayments, goodTickets] = await Promise.all([
    db.prisma.flight.findMany({
      where: { id: { in: segments.map(({ flight }) => flight.id) } },
      select: { id: true, status: true, estimatedDepartsAt: true, estimatedArrivesAt: true, changes: { select: { createdAt: true } } },
    }),
    db.prisma.payment.findMany({ where: { bookingId: id, purpose: "seats", state: "captured" }, select: { updatedAt: true } }),
    db.prisma.ticket.findMany({
      where: { bookingId: id, coupons: { some: { status: { notIn: ["void", "refunded"] } } } },
      select: { number: true },
    }),
  ]);
  return { flights, seatPayments, goodTickets };
}

type News = Awaited<ReturnType<typeof readNews>>;

/** Tickets of replaced flights alone are good for nothing any more; where that is so of all, they are told of as they were. */
function goodOf(numbers: readonly string[], { goodTickets }: News): readonly string[] {
  const good = numbers.filter((number) => goodTickets.some((ticket) => ticket.number === number));
  return good.length > 0 ? good : numbers;
}

function newsOf({ flight }: Booking["segments"][number], { flights }: News): Pick<ETicketSegment, "expected" | "cancelled"> {
  const now = flights.find(({ id }) => id === flight.id);
  const [departs, arrives] = [now?.estimatedDepartsAt ?? null, now?.estimatedArrivesAt ?? null];
  const expected =
    departs === null || arrives === null
      ? null
      : { departs: toZonedTime(departs, flight.departs.timeZone), arrives: toZonedTime(arrives, flight.arrives.timeZone) };
  return { expected, cancelled: now?.status === "cancelled" };
}

function revisionOf({ confirmedAt, createdAt, cancellations }: Booking, news: News): Pick<ETicket, "revision" | "revisedAt"> {
  const changes = [
    ...news.flights.flatMap((flight) => flight.changes.map((change) => change.createdAt)),
    ...news.seatPayments.map(({ updatedAt }) => updatedAt),
    ...cancellations.map(({ cancelledAt }) => cancelledAt),
  ];
  const times = [confirmedAt ?? createdAt, ...changes].map((at) => at.getTime());
  return { revision: changes.length, revisedAt: instantOf(Math.max(...times)) };
}

function cancelledOf({ cancellations, total: { currency } }: Booking): ETicket["cancelled"] {
  if (cancellations.length === 0) return null;
  const sum = (of: "refund" | "kept") => ({ amount: cancellations.reduce((all, each) => all + each[of].amount, 0), currency });
  return { refunded: sum("refund"), kept: sum("kept") };
}

/** A segment of a booking as its ticket shows it, by the timetable. */
export function toETicketSegment({ flight, cabin, brand }: Booking["segments"][number], id: string): ETicketSegment {
  return {
    id,
    flight: flight.designator,
    operatingAirline: flight.airline.name,
    aircraft: flight.aircraft.name,
    cabin: cabinNames[cabin],
    fareBrand: brand.name,
    conditions: conditionsInWords(brand),
    baggageAllowance: baggageInWords(brand),
    origin: toAirport(flight.origin),
    destination: toAirport(flight.destination),
    departs: flight.departs,
    arrives: flight.arrives,
    durationMinutes: flight.durationMinutes,
    expected: null,
    cancelled: false,
  };
}

const cabinNames = { economy: "Economy", premium_economy: "Premium Economy", business: "Business", first: "First" } as const;

function toAirport(place: Booking["segments"][number]["flight"]["origin"]): ETicketAirport {
  const country = new Intl.DisplayNames("en", { type: "region" }).of(place.country) ?? null;
  return { iata: place.iata, name: place.name, city: place.city, country, terminal: place.terminal };
}

/** What of the lines flights paid for that were changed for others: the total is less by it. */
function exchangedLines({ cancellations, total: { currency } }: Booking): ETicketPriceLine[] {
  const amount = cancellations.reduce((sum, { exchanged }) => sum + exchanged.amount, 0);
  return amount === 0 ? [] : [{ label: "Paid with the flights that were replaced", amount: { amount: -amount, currency } }];
}

/** One line for each kind of charge: what nine passengers pay alike need not be read nine times. */
function summedLines(booking: Booking): ETicketPriceLine[] {
  return [...Map.groupBy(booking.lines, (line) => line.label)].map(([label, lines]) => ({
    label: lines.length === 1 ? label : `${label} × ${lines.length}`,
    amount: { amount: lines.reduce((sum, line) => sum + line.amount.amount, 0), currency: booking.total.currency },
  }));
}
