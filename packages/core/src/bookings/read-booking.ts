import type { BookingRow } from "@skyhold/db";

import { toFlight } from "../flights/flight.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { BookingSituation } from "./booking-state.ts";
import type { Booking } from "./booking.ts";

/** The owner's view of a stored booking, at the moment at which it was read. */
export function toBooking(row: BookingRow): Booking {
  const situation = {
    ...situationOf({ ...row, expiresAt: instantOf(row.expiresAt), payBy: instantOf(row.payBy) }),
    now: instantOf(row.now),
  };
  const state = stateAt(situation);
  const open = state === "held" || state === "awaiting_payment";
  const [payment] = row.payments;
  return {
    id: BookingId.parse(row.id),
    recordLocator: row.recordLocator,
    state,
    availableActions: availableActions(situation),
    expiresAt: open ? situation.expiresAt : null,
    payBy: instantOf(row.payBy),
    createdAt: instantOf(row.createdAt),
    confirmedAt: row.confirmedAt === null ? null : instantOf(row.confirmedAt),
    contact: { email: row.contactEmail, phone: row.contactPhone },
    segments: row.segments.map((segment) => ({ ...segment, flight: toFlight(segment.flight) })),
    passengers: row.passengers.map(({ tickets, ...passenger }) => ({
      ...passenger,
      requests: [...passenger.requests],
      seats: [...passenger.seats],
      ticketNumbers: [...tickets],
    })),
    lines: row.lines.map((line) => ({ ...line, amount: { amount: line.amount, currency: row.currency } })),
    total: { amount: row.total, currency: row.currency },
    payment: payment ? { ...payment, id: PaymentId.parse(payment.id) } : null,
  };
}

/** Whether what is stored lets the booking be paid, changed, released. */
export function situationOf(stored: {
  readonly state: BookingRow["state"];
  readonly expiresAt: Date;
  readonly payBy: Date;
  readonly passengers: readonly { readonly surname: string | null }[];
  readonly payments: readonly { readonly state: string }[];
}): Omit<BookingSituation, "now"> {
  return {
    state: stored.state,
    expiresAt: stored.expiresAt,
    payBy: stored.payBy,
    passengersComplete: stored.passengers.every((passenger) => passenger.surname !== null),
    paymentUnderWay: stored.payments.some((payment) => payment.state === "processing" || payment.state === "authorised"),
  };
}
