import { setTimeout as sleep } from "node:timers/promises";

import { Client } from "pg";

import type { Database, Statement, Transaction } from "./client.ts";
import { holdSeatsStatement } from "./seats.ts";
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
      if (statement.name === holdSeatsStatement.name) for (const booking of bookingsIn(answers)) held.add(booking);
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

/** What to do with what is heard. */
export interface SeatChangeHandlers {
  /** The seats of this flight may have changed. */
  readonly onChange: (flightId: string) => void;
  /** From now on every change is heard; those before may have been missed. Called again after each interruption. */
  readonly onListening: () => void;
}

/** A connection that listens until it is closed. */
export interface SeatChangeListener {
  close(): Promise<void>;
}

/** Where to listen, and who is told when the connection is lost. */
export interface ListenOptions {
  readonly connectionString: string;
  readonly onLost: (error: unknown) => void;
}

const shortestPauseMs = 50;
const longestPauseMs = 5_000;
/** Also finds connections of which only our end is left. */
const heartbeatMs = 10_000;

/** Listens on a connection of its own, and comes back by itself whenever that is lost. */
export function listenForSeatChanges(options: ListenOptions, handlers: SeatChangeHandlers): SeatChangeListener {
  const stop = new AbortController();
  const ended = listenUntil(stop.signal, options, handlers);
  return {
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function listenUntil(stop: AbortSignal, { connectionString, onLost }: ListenOptions, handlers: SeatChangeHandlers): Promise<void> {
  let pauseMs = shortestPauseMs;
  while (!stop.aborted) {
    const client = new Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 4_000, query_timeout: 4_000 });
    try {
      await listen(client, stop, {
        ...handlers,
        onListening: () => {
          pauseMs = shortestPauseMs;
          handlers.onListening();
        },
      });
    } catch (error) {
      if (!stop.aborted) onLost(error);
    }
    await client.end().catch(() => undefined);
    // Part of the wait is left to chance, so that processes that lost a server together do not come back together.
    await pause(pauseMs * (0.5 + Math.random() / 2), stop);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Returns when stopped, throws when the connection is lost. */
async function listen(client: Client, stop: AbortSignal, handlers: SeatChangeHandlers): Promise<void> {
  const lost = new Promise<never>((_resolve, reject) => {
    client.once("error", reject);
    client.once("end", () => reject(new Error("The connection has ended")));
  });
  lost.catch(() => undefined);
  client.on("error", () => undefined);
  client.on("notification", ({ payload }) => handlers.onChange(payload ?? ""));
  await client.connect();
  await client.query("LISTEN seat_change");
  handlers.onListening();
  while (!stop.aborted) {
    await Promise.race([lost, pause(heartbeatMs, stop)]);
    if (!stop.aborted) await client.query("SELECT");
  }
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}
