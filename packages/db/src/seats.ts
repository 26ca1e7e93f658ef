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
  readonly total: number;
  /** How many unpaid bookings the user may have at a time. */
  readonly holdLimit: number;
  readonly holdSeconds: number;
  readonly paySeconds: number;
  readonly offerExpiresAt: string;
  readonly segments: readonly { id: string; position: number; flight_id: string; cabin: string; fare_brand_code: string }[];
  readonly passengers: readonly { id: string; position: number; type: "ADT" | "CHD" | "INF" }[];
  readonly lines: readonly {
    id: string;
    position: number;
    segment_id: string | null;
    passenger_id: string | null;
    kind: string;
    code: string;
    label: string;
    amount: number;
  }[];
  readonly seats: readonly {
    segment_id: string;
    passenger_id: string;
    flight_id: string;
    seat_no: string;
    cabin: string;
    exit_row_allowed: boolean;
  }[];
}

/** Why a seat cannot be sold to a passenger, apart from being taken. */
export interface SeatProblem extends SeatOfFlight {
  readonly why: "flight_closed" | "unknown" | "other_cabin" | "exit_row";
}

/** What became of a hold. Only `held` wrote anything. */
export type HoldAnswer =
  | { readonly outcome: "held" | "replayed"; readonly bookingId: string }
  | { readonly outcome: "key_reused" | "offer_expired" }
  | { readonly outcome: "hold_limit"; readonly live: number }
  | { readonly outcome: "taken"; readonly seats: readonly SeatOfFlight[] }
  | { readonly outcome: "refused"; readonly problems: readonly SeatProblem[] };

/** The one statement of a hold; benchmarks run exactly this text. */
export const holdSeatsStatement: Statement<HoldAnswer> = { name: "hold_seats", text: "SELECT hold_seats($1::jsonb) AS answer" };

const extendStatement: Statement<boolean> = {
  name: "extend_hold",
  text: "SELECT extend_hold($1, CASE WHEN $2::int IS NULL THEN 'infinity' ELSE skyhold_now() + $2 * interval '1 second' END) AS answer",
};
const secureStatement: Statement<SecureAnswer> = { name: "secure_seats", text: "SELECT secure_seats($1) AS answer" };
const releaseStatement: Statement<number> = { name: "release_seats", text: "SELECT release_seats($1, $2) AS answer" };
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

/** What became of a change of seats: all of them, or none. */
export type ChangeAnswer = { readonly outcome: "changed" } | Extract<HoldAnswer, { readonly outcome: "taken" | "refused" }>;

const changeStatement: Statement<ChangeAnswer> = { name: "change_seats", text: "SELECT change_seats($1, $2::jsonb) AS answer" };

/** Moves passengers of a booking to other seats: all of them, or none. The caller holds the booking's row lock. */
export async function changeSeats(tx: Transaction, bookingId: string, seats: SeatsToHold["seats"]): Promise<ChangeAnswer> {
  const [answer] = await tx.run(changeStatement, [bookingId, JSON.stringify(seats)]);
  if (!answer) throw new Error("change_seats gave no answer");
  return answer;
}

/** `secured_late`: the deadline had passed, and the seats were still free. `lost`: someone else has at least one of them; all are let go. */
export type SecureAnswer = "secured" | "secured_late" | "lost";

/** Makes the seats of a booking its own for good. The caller holds the booking's row lock. */
export async function secureSeats(tx: Transaction, bookingId: string): Promise<SecureAnswer> {
  return (await tx.run(secureStatement, [bookingId]))[0] ?? "lost";
}

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
