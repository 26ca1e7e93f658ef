import { isSkyholdError } from "@skyhold/sdk";
import type { Booking } from "@skyhold/sdk";

/** A seat that the server said is ours, from when to when at least, in milliseconds of this machine's clock. */
export interface Possession {
  readonly bookingId: string;
  readonly flightId: string;
  readonly seat: string;
  readonly from: number;
  until: number;
}

/** What the server has acknowledged of a booking. */
export interface KnownBooking {
  readonly id: string;
  readonly recordLocator: string;
  readonly seats: readonly Possession[];
  /** The seats are not ours any more from the moment at which we may have given them back. */
  givenUpAt: number | null;
  named: boolean;
  released: boolean;
  confirmed: boolean;
  /** To other flights than those that were bought. */
  changed: boolean;
  cancelled: boolean;
}

/** All that was acknowledged to the travellers, kept where no fault reaches it. */
export interface Ledger {
  readonly bookings: ReadonlyMap<string, KnownBooking>;
  readonly possessions: readonly Possession[];
  /** Changes that were acknowledged. */
  readonly acknowledged: number;
  /** Changes of which nobody can say from here whether they were made. */
  readonly unknown: number;
  /** How often which error ended a call. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly lastAcknowledgedAt: number;
}

/** The same, for those who write it. */
export interface Pen extends Ledger {
  /** Makes a change and notes its fate; null when it was refused or its outcome is unknown. */
  change<Answer>(call: () => Promise<Answer>): Promise<Answer | null>;
  /** Asks something; null when there was no answer. */
  ask<Answer>(call: () => Promise<Answer>): Promise<Answer | null>;
  hold(booking: Booking): void;
  keepUntil(bookingId: string, until: Date | null): void;
  giveUp(bookingId: string): void;
  note(bookingId: string, fact: "named" | "released" | "cancelled"): void;
  confirm(booking: Booking): void;
  changeFlight(booking: Booking): void;
}

const outcomeUnknown = ["TIMEOUT", "ABORTED", "BAD_RESPONSE", "UNKNOWN", "INTERNAL", "IDEMPOTENCY_IN_FLIGHT", "OUTCOME_UNKNOWN"] as const;

/** Opens an empty ledger. */
export function openLedger(): Pen {
  const refusals = new Map<string, number>();
  const tally = { acknowledged: 0, unknown: 0, lastAcknowledgedAt: 0 };
  const ask = async <Answer>(call: () => Promise<Answer>, onUnknown?: () => void): Promise<Answer | null> => {
    try {
      return await call();
    } catch (error) {
      if (!isSkyholdError(error)) throw error;
      refusals.set(error.code, (refusals.get(error.code) ?? 0) + 1);
      if (isSkyholdError(error, ...outcomeUnknown) || (isSkyholdError(error, "NETWORK") && error.details.outcomeUnknown)) onUnknown?.();
      return null;
    }
  };
  return {
    ...openBookings(),
    refusals,
    get acknowledged() {
      return tally.acknowledged;
    },
    get unknown() {
      return tally.unknown;
    },
    get lastAcknowledgedAt() {
      return tally.lastAcknowledgedAt;
    },
    ask: (call) => ask(call),
    change: async (call) => {
      const begun = Date.now();
      const answer = await ask(call, () => (tally.unknown += 1));
      if (answer === null) return null;
      tally.acknowledged += 1;
      tally.lastAcknowledgedAt = Math.max(tally.lastAcknowledgedAt, begun);
      return answer;
    },
  };
}

type Bookings = Pick<Pen, "bookings" | "possessions" | "hold" | "keepUntil" | "giveUp" | "note" | "confirm" | "changeFlight">;

function openBookings(): Bookings {
  const bookings = new Map<string, KnownBooking>();
  const possessions: Possession[] = [];
  const possess = (booking: Booking, from: number, until: number): Possession[] => {
    const seats = seatsOf(booking).map((seat) => ({ ...seat, bookingId: booking.id, from, until }));
    possessions.push(...seats);
    return seats;
  };
  const known = (bookingId: string): KnownBooking => {
    const found = bookings.get(bookingId);
    if (!found) throw new Error(`${bookingId} was never acknowledged`);
    return found;
  };
  const sold = (fact: "confirmed" | "changed") => (booking: Booking) => {
    known(booking.id)[fact] = true;
    // From now on, whatever happened between the end of the hold and a late payment.
    possess(booking, Date.now(), Infinity);
  };
  return {
    bookings,
    possessions,
    hold: (booking) => {
      const { id, recordLocator } = booking;
      const seats = possess(booking, Date.now(), booking.expiresAt?.getTime() ?? 0);
      const facts = { givenUpAt: null, named: false, released: false, confirmed: false, changed: false, cancelled: false };
      bookings.set(id, { id, recordLocator, seats, ...facts });
    },
    keepUntil: (bookingId, until) => {
      for (const seat of known(bookingId).seats) seat.until = Math.max(seat.until, until?.getTime() ?? 0);
    },
    giveUp: (bookingId) => {
      known(bookingId).givenUpAt ??= Date.now();
      for (const seat of possessions) if (seat.bookingId === bookingId) seat.until = Math.min(seat.until, Date.now());
    },
    note: (bookingId, fact) => {
      known(bookingId)[fact] = true;
    },
    confirm: sold("confirmed"),
    changeFlight: sold("changed"),
  };
}

function seatsOf({ segments, passengers }: Booking): { flightId: string; seat: string }[] {
  return segments.flatMap(({ flight }, index) =>
    passengers.flatMap(({ seats }) => {
      const seat = seats[index];
      return typeof seat === "string" ? [{ flightId: flight.id, seat }] : [];
    }),
  );
}
