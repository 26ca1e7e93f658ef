import { nextTicketSerials } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { ticketNumber } from "./ticket-number.ts";

/** A ticket holds at most four coupons; a longer trip goes on with a conjunction ticket (IATA Resolution 722). */
const couponsPerTicket = 4;

/** Issues each passenger's tickets, one coupon for each segment, in the name of the airline that flies first. */
export async function issueTickets(tx: TransactionContext, bookingId: string): Promise<void> {
  const passengers = await tx.prisma.passenger.findMany({ where: { bookingId }, orderBy: { position: "asc" } });
  const segments = await tx.prisma.bookingSegment.findMany({ where: { bookingId }, orderBy: { position: "asc" } });
  const accountingCode = await issuer(tx, segments[0]?.flightId ?? "");
  const perPassenger = Math.ceil(segments.length / couponsPerTicket);
  const serials = await nextTicketSerials(tx, passengers.length * perPassenger);
  const tickets = serials.map((serial, index) => ({
    ...ticketNumber(accountingCode, serial),
    bookingId,
    passengerId: passengers[Math.floor(index / perPassenger)]?.id ?? "",
    sequence: (index % perPassenger) + 1,
  }));
  await tx.prisma.ticket.createMany({ data: tickets });
  await tx.prisma.coupon.createMany({
    data: tickets.flatMap(({ number, sequence }) =>
      segments
        .slice((sequence - 1) * couponsPerTicket, sequence * couponsPerTicket)
        .map((segment, index) => ({ ticketNumber: number, number: index + 1, segmentId: segment.id })),
    ),
  });
}

async function issuer(tx: TransactionContext, flightId: string): Promise<string> {
  const flight = await tx.prisma.flight.findUniqueOrThrow({ where: { id: flightId }, include: { airline: true } });
  return flight.airline.accountingCode;
}
