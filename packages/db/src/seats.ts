import type { Database, Statement, Transaction } from "./client.ts";
import type { NewSession } from "./sessions.ts";
import { hasSqlState } from "./sql-state.ts";

/** A seat of a flight. */
export interface SeatOfFlight {
  readonly flightId: string;
  readonly seat: string;
}

/** All that a hold writes, in the shape that the SQL function `hold_seats` reads. Amounts in minor units. */
export interface SeatsToHold {
  readonly bookingId: string;
  readonly recordLocator: string;
  readonly userId: string;
  /** The session of a guest who comes into being with this hold. */
  readonly guest?: Omit<NewSession, "userId">;
  /** The caller's idempotency key and the hash of what was asked with it. */
  readonly key: string;
  readonly fingerprint: string;
  readonly contactEmail: string;
  readonly contactPhone: string | null;
  readonly currency: string;
  /** The sum of `lines`; the function adds what the seats cost. */
  readonly total: number;
  /** How many unpaid bookings the user may have at a time. */
  readonly holdLimit: number;
  /** The network that asks, as a keyed hash, and how many unpaid bookings it may have at a time; null and 0 for no limit. */
  readonly origin: string | null;
  readonly originLimit: number;
  readonly holdSeconds: number;
  readonly paySeconds: number;
  readonly offerExpiresAt: string;
  /** With the flight as it was offered: one that is another by now refuses the hold. */
  readonly segments: readonly {
    id: string;
    position: number;
    flight_id: string;
    cabin: string;
    fare_brand_code: string;
    departs_at: string;
    aircraft: string;
  }[];
  readonly passengers: readonly { id: string; position: number; type: "ADT" | "CHD" | "INF" }[];
  /** Special service requests by IATA code. */
  readonly requests: readonly { passenger_id: string; segment_id: string; code: string }[];
  /** All but those of seats, which the function prices and writes itself. */
  readonly lines: readonly LineToWrite[];
  readonly seats: readonly SeatToTake[];
}

/** A price line as it is stored. */
export interface LineToWrite {
  readonly id: string;
  readonly position: number;
  readonly segment_id: string | null;
  readonly passenger_id: string | null;
  readonly kind: string;
  readonly code: string;
  readonly label: string;
  readonly amount: number;
}

/** A seat of a flight for a passenger of a segment, with what decides on whether it may be sold to them, and for how much. */
export interface SeatToTake {
  /** The id of its price line, should it cost something; null for a seat that was given, not chosen: it is free of charge. */
  readonly line_id: string | null;
  readonly segment_id: string;
  readonly passenger_id: string;
  readonly passenger_type: "ADT" | "CHD" | "INF";
  readonly flight_id: string;
  readonly fare_brand_code: string;
  readonly cabin: string;
  readonly seat_no: string;
  readonly exit_row_allowed: boolean;
}

/** Why a seat cannot be sold to a passenger, apart from being taken. */
export interface SeatProblem extends SeatOfFlight {
  readonly why: "flight_closed" | "unknown" | "other_cabin" | "exit_row";
}

/** What became of a hold. Only `held` wrote anything. */
export type HoldAnswer =
  | { readonly outcome: "held"; readonly bookingId: string }
  | { readonly outcome: "replayed"; readonly bookingId: string }
  | { readonly outcome: "key_reused" }
  | { readonly outcome: "offer_expired" }
  /** This flight has other times or another aircraft than the offer says. */
  | { readonly outcome: "flight_changed"; readonly flightId: string }
  | { readonly outcome: "hold_limit"; readonly per: "user"; readonly live: number }
  | { readonly outcome: "hold_limit"; readonly per: "address" }
  | { readonly outcome: "taken"; readonly seats: readonly SeatOfFlight[] }
  | { readonly outcome: "refused"; readonly problems: readonly SeatProblem[] };

/** The one statement of a hold; benchmarks run exactly this text. */
export const holdSeatsStatement: Statement<HoldAnswer> = { name: "hold_seats", text: "SELECT hold_seats($1::jsonb) AS answer" };

const heldBeforeStatement: Statement<EarlierHold | null> = { name: "held_before", text: "SELECT held_before($1, $2, $3) AS answer" };
const extendStatement: Statement<boolean> = {
  name: "extend_hold",
  text: "SELECT extend_hold($1, CASE WHEN $2::int IS NULL THEN 'infinity' ELSE skyhold_now() + $2 * interval '1 second' END) AS answer",
};
const secureStatement: Statement<SecureAnswer> = { name: "secure_seats", text: "SELECT secure_seats($1) AS answer" };
const reseatStatement: Statement<ReseatAnswer> = { name: "reseat", text: "SELECT reseat($1, $2::jsonb) AS answer" };
const releaseStatement: Statement<number> = { name: "release_seats", text: "SELECT release_seats($1, $2) AS answer" };
const releaseCancelledStatement: Statement<number> = {
  name: "release_cancelled_seats",
  text: "SELECT release_cancelled_seats($1::text[], $2::text[]) AS answer",
};
const expireStatement: Statement<string> = { name: "expire_bookings", text: "SELECT booking_id AS answer FROM expire_bookings($1)" };

/** Holds all the seats asked for, with their booking, in one round trip: or none. */
export async function holdSeats(db: Database, hold: SeatsToHold): Promise<HoldAnswer> {
  const attempt = async () => (await db.run(holdSeatsStatement, [JSON.stringify(hold)]))[0];
  const answer = await attempt().catch((error: unknown) => {
    // A rival committed between our look and our claim. Asked again, the function sees the rival and names the seats.
    if (hasSqlState(error, "SK001")) return attempt();
    throw error;
  });
  if (!answer) throw new Error("hold_seats gave no answer");
  return answer;
}

/** What an earlier hold under the same key was answered; `key_reused` when it was another request. */
export type EarlierHold = Extract<HoldAnswer, { readonly outcome: "replayed" | "key_reused" }>;

/** The answer to an earlier hold of the user under this key; null when there was none. */
export async function findEarlierHold(
  db: Database,
  { userId, key, fingerprint }: Pick<SeatsToHold, "userId" | "key" | "fingerprint">,
): Promise<EarlierHold | null> {
  return (await db.run(heldBeforeStatement, [userId, key, fingerprint]))[0] ?? null;
}

/** What became of a change of seats: all of them, or none. */
export type ChangeAnswer = { readonly outcome: "changed" } | Extract<HoldAnswer, { readonly outcome: "taken" | "refused" }>;

const changeStatement: Statement<ChangeAnswer> = { name: "change_seats", text: "SELECT change_seats($1, $2::jsonb, $3) AS answer" };

/** Other seats for passengers of a booking, and the payment for which they may have been kept; null where none pays for them. */
export interface SeatsToChange {
  readonly seats: readonly SeatToTake[];
  readonly paymentId: string | null;
}

/** Moves passengers of a booking to other seats: all of them, or none. The caller holds the booking's row lock. */
export async function changeSeats(tx: Transaction, bookingId: string, { seats, paymentId }: SeatsToChange): Promise<ChangeAnswer> {
  const [answer] = await tx.run(changeStatement, [bookingId, JSON.stringify(seats), paymentId]);
  if (!answer) throw new Error("change_seats gave no answer");
  return answer;
}

/** What a change of seats would come to at this moment. */
export interface SeatChangeLook {
  /** Why the seats cannot be had; null when they can. */
  readonly refusal: Exclude<ChangeAnswer, { readonly outcome: "changed" }> | null;
  /** What the new seats cost; none for those free of charge. */
  readonly lines: readonly LineToWrite[];
}

const lookStatement: Statement<SeatChangeLook> = {
  name: "look_at_seat_change",
  text: "SELECT jsonb_build_object('refusal', seat_change_refusal($1::jsonb, $3), 'lines', seat_lines($1::jsonb, $2::int)) AS answer",
};

/** Whether passengers of a booking could move to these seats, and the price lines of them, numbered from `position`. Writes nothing. */
export async function lookAtSeatChange(tx: Transaction, { seats, paymentId }: SeatsToChange, position: number): Promise<SeatChangeLook> {
  const [answer] = await tx.run(lookStatement, [JSON.stringify(seats), position, paymentId]);
  if (!answer) throw new Error("The look at a change of seats gave no answer");
  return answer;
}

/**
 * `secured_late`: the deadline had passed, and the seats were still free. `taken`: someone else has at least one of them, and all are
 * let go. `lost`: there is nothing to be had any more, because a flight has left or is cancelled, or the booking was given up.
 */
export type SecureAnswer = "secured" | "secured_late" | "taken" | "lost";

/** Makes the seats of a booking its own for good. The caller holds the booking's row lock. */
export async function secureSeats(tx: Transaction, bookingId: string): Promise<SecureAnswer> {
  return (await tx.run(secureStatement, [bookingId]))[0] ?? "lost";
}

/** `busy`: these seats are someone else's, or about to be; nothing was written. */
export type ReseatAnswer = { readonly outcome: "seated" } | { readonly outcome: "busy"; readonly seats: readonly SeatOfFlight[] };

/** Gives a booking whose own seats are taken others for good: all of them, or none. Never waits. The caller holds the booking's row lock. */
export async function reseat(tx: Transaction, bookingId: string, seats: SeatsToReseat): Promise<ReseatAnswer> {
  const [answer] = await tx.run(reseatStatement, [bookingId, JSON.stringify(seats)]);
  if (!answer) throw new Error("reseat gave no answer");
  return answer;
}

/** A seat for each passenger but the infants on each segment. */
export type SeatsToReseat = readonly Pick<SeatToTake, "segment_id" | "passenger_id" | "flight_id" | "seat_no" | "cabin">[];

/** Gives a running hold so many seconds from now (null: all it may have), but never past its pay_by; false when it has already run out. */
export async function extendHold(tx: Transaction, bookingId: string, seconds: number | null): Promise<boolean> {
  return (await tx.run(extendStatement, [bookingId, seconds]))[0] ?? false;
}

/** Lets the seats of a booking go. The caller holds the booking's row lock and writes its new state. */
export async function releaseSeats(tx: Transaction, bookingId: string, reason: "released" | "cancelled" | "payment_lost"): Promise<void> {
  await tx.run(releaseStatement, [bookingId, reason]);
}

/** Ends bookings whose deadline has passed, at most `limit`, and answers their ids. Never waits for a lock. */
export async function expireBookings(tx: Transaction, limit: number): Promise<string[]> {
  return tx.run(expireStatement, [limit]);
}

/** Lets go the seats of passengers on segments. The caller holds the row locks of their bookings. */
export async function releaseCancelledSeats(
  tx: Transaction,
  pairs: readonly { readonly passengerId: string; readonly segmentId: string }[],
): Promise<void> {
  const [passengers, segments] = [pairs.map(({ passengerId }) => passengerId), pairs.map(({ segmentId }) => segmentId)];
  await tx.run(releaseCancelledStatement, [passengers, segments]);
}
