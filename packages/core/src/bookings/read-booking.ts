import type { BookingRow } from "@skyhold/db";

import { toBookedFlight } from "../flights/flight.ts";
import { BookingId, CancellationId, PaymentId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { BookingSituation } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import type { Cancellation } from "./cancellation.ts";
import { isTakenOff, travelActions } from "./travel-actions.ts";

/** The owner's view of a stored booking, at the moment at which it was read. */
export function toBooking(row: BookingRow): Booking {
  const situation = {
    ...situationOf({ ...row, expiresAt: instantOf(row.expiresAt), payBy: instantOf(row.payBy) }),
    now: instantOf(row.now),
  };
  const state = stateAt(situation);
  const open = state === "held" || state === "awaiting_payment";
  const payment = row.payments.find(({ purpose }) => purpose === "booking");
  return {
    id: BookingId.parse(row.id),
    recordLocator: row.recordLocator,
    state,
    availableActions: [...availableActions(situation), ...travelActions(row)],
    expiresAt: open ? situation.expiresAt : null,
    payBy: instantOf(row.payBy),
    createdAt: instantOf(row.createdAt),
    confirmedAt: row.confirmedAt === null ? null : instantOf(row.confirmedAt),
    contact: { email: row.contactEmail, phone: row.contactPhone },
    segments: row.segments.map(({ changeOpen: _changeOpen, ...segment }) => ({ ...segment, flight: toBookedFlight(segment.flight) })),
    passengers: row.passengers.map(({ tickets, ...passenger }, position) => ({
      ...passenger,
      requests: [...passenger.requests],
      seats: [...passenger.seats],
      cancelled: row.segments.map((_, segment) => isTakenOff(row, position, segment)),
      checkedIn: passenger.checkedIn.map((done, segment) => done && !isTakenOff(row, position, segment)),
      ticketNumbers: [...tickets],
    })),
    lines: row.lines.map((line) => ({ ...line, amount: { amount: line.amount, currency: row.currency } })),
    total: { amount: row.total, currency: row.currency },
    cancellations: row.cancellations.map((cancellation) => toCancellation(cancellation, row.currency)),
    payment: payment
      ? { id: PaymentId.parse(payment.id), state: payment.state, method: payment.method, declineCode: payment.declineCode }
      : null,
  };
}

function toCancellation(stored: BookingRow["cancellations"][number], currency: string): Cancellation {
  const { id, cancelledAt, paid, refund, exchanged, ...rest } = stored;
  const money = (amount: number) => ({ amount, currency });
  return {
    ...rest,
    id: CancellationId.parse(id),
    cancelledAt: instantOf(cancelledAt),
    items: stored.items.flatMap(({ passenger, segment, had }) => (had ? [{ passenger, segment }] : [])),
    trace: [...stored.trace],
    lines: stored.lines.map(({ paid: amount, refunded, ...line }) => ({
      ...line,
      paid: money(amount),
      refunded: money(refunded),
      kept: money(amount - refunded),
    })),
    paid: money(paid),
    refund: money(refund - exchanged),
    exchanged: money(exchanged),
    kept: money(paid - refund),
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
