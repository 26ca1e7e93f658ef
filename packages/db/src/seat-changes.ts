import { setTimeout as sleep } from "node:timers/promises";

import type { Database, Statement, Transaction } from "./client.ts";
import { holdsSeats } from "./audited-hold.ts";
import type { HoldAnswer } from "./seats.ts";

/** A seat with its state and its owner. The owner is for comparing only and never leaves the server. */
export interface SeatState {
  readonly seat: string;
  readonly state: "free" | "held" | "sold" | "blocked";
  readonly userId: string | null;
  /** When the hold runs out; null unless held. */
  readonly heldUntil: string | null;
}

/** The seats of a flight at one moment. */
export interface FlightSeats {
  readonly flightId: string;
  /** Milliseconds until the next claim runs out, by the database's clock; null when none does. */
  readonly msToNextEnd: number | null;
  readonly seats: readonly SeatState[];
}

const readStatement: Statement<FlightSeats> = {
  name: "read_seat_states",
  text: `
  SELECT jsonb_build_object('flightId', f.id,
      'seats', (
        SELECT jsonb_agg(jsonb_build_object(
            'seat', s.seat_no,
            'state', CASE
                WHEN c.id IS NULL THEN 'free'
                WHEN c.block_reason IS NOT NULL THEN 'blocked'
                WHEN c.expires_at = 'infinity' THEN 'sold'
                ELSE 'held' END,
            'userId', b.user_id,
            'heldUntil', CASE WHEN c.block_reason IS NULL AND c.expires_at <> 'infinity' THEN c.expires_at END)
          ORDER BY s.deck, s.row_no, s.column_letter)
          FROM seat s
          LEFT JOIN seat_claim c ON c.flight_id = f.id AND c.seat_no = s.seat_no AND c.released_at IS NULL AND c.expires_at > (SELECT skyhold_now())
          LEFT JOIN booking b ON b.id = c.booking_id
         WHERE s.seat_map_id = f.seat_map_id),
      'msToNextEnd', (
        SELECT extract(epoch FROM min(c.expires_at) - skyhold_clock()) * 1000 FROM seat_claim c
         WHERE c.flight_id = f.id AND c.released_at IS NULL AND c.expires_at > (SELECT skyhold_now()) AND c.expires_at <> 'infinity')) AS answer
    FROM unnest($1::text[]) AS w(id)
    JOIN LATERAL (SELECT * FROM flight WHERE id = w.id LIMIT 1) f ON true`,
};

/** The seats of these flights, in one query; unknown flights are missing from the answer. */
export async function readFlightSeats(db: Transaction, flightIds: readonly string[]): Promise<FlightSeats[]> {
  return db.run(readStatement, [flightIds]);
}

const noticeStatement: Statement<null> = {
  name: "notify_seat_change",
  text: `
  SELECT to_jsonb(count(pg_notify('seat_change', c.flight_id))) AS answer
    FROM (SELECT DISTINCT flight_id FROM seat_claim WHERE booking_id = ANY ($1::text[])) c`,
};

/** Between two notices of one process; what is held meanwhile shares the next one. */
const noticePauseMs = 20;
const retryPauseMs = 250;

/**
 * The same database, which gives notice of every hold right after its commit. Holds do not wait for it. A process that dies
 * in between gave its caller no answer either, and the repeated call gives the notice.
 */
export function withHoldNotices(db: Database, onError: (error: unknown) => void): Database {
  const held = new Set<string>();
  let closing = false;
  let telling: Promise<void> | null = null;
  const tell = async () => {
    while (held.size > 0) {
      const bookings = [...held];
      held.clear();
      const failed = await db.run(noticeStatement, [bookings]).then(
        () => false,
        (error: unknown) => {
          onError(error);
          return true;
        },
      );
      if (failed && closing) break;
      if (failed) for (const booking of bookings) held.add(booking);
      await sleep(failed ? retryPauseMs : noticePauseMs);
    }
    telling = null;
  };
  return {
    ...db,
    run: async (statement, values) => {
      const answers = await db.run(statement, values);
      if (holdsSeats(statement)) for (const booking of bookingsIn(answers)) held.add(booking);
      if (held.size > 0) telling ??= tell();
      return answers;
    },
    close: async () => {
      closing = true;
      await telling;
      await db.close();
    },
  };
}

function bookingsIn(answers: readonly unknown[]): string[] {
  return answers.flatMap((answer) => (isHeld(answer) ? [answer.bookingId] : []));
}

function isHeld(answer: unknown): answer is Extract<HoldAnswer, { bookingId: string }> {
  return typeof answer === "object" && answer !== null && "bookingId" in answer;
}
