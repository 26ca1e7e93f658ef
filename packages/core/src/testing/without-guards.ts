import type { Database } from "@skyhold/db";

/** The SQL functions that make seats someone's. */
const claiming = ["hold_seats", "change_seats", "block_seats", "secure_seats", "add_flights_to_booking"] as const;

/** Replaces a piece of text in these functions; an error where there is nothing to replace, so that no control is hollow. */
const rewrite = (functions: readonly string[], from: string, to: string) => `
  DO $control$
  DECLARE
    name text;
    source text;
  BEGIN
    FOREACH name IN ARRAY ARRAY['${functions.join("', '")}'] LOOP
      source := pg_get_functiondef(name::regproc);
      IF position($from$${from}$from$ IN source) = 0 THEN RAISE 'there is no such text in %', name; END IF;
      EXECUTE replace(source, $from$${from}$from$, $to$${to}$to$);
    END LOOP;
  END $control$;`;

/** What keeps a seat from being sold twice, and how each is taken away. */
const guards = {
  /** At most one live claim to a seat. */
  index: `${rewrite(claiming, "ON CONFLICT (flight_id, seat_no) WHERE released_at IS NULL DO NOTHING", "")} DROP INDEX seat_claim_one_live;`,
  /** Who wants a seat waits for whoever is about to take it. */
  locks: rewrite(["hold_seats", "lock_seats_to_change", "block_seats"], "pg_advisory_xact_lock(q.key)", "(q.key)"),
  /** The second look, with the locks in hand. */
  recheck: rewrite(["hold_seats"], "FOR attempt IN 1..2 LOOP", "FOR attempt IN 1..1 LOOP"),
  /** Any look at all. */
  look: `${rewrite(["hold_seats"], "FILTER (WHERE c.expires_at > skyhold_now())", "FILTER (WHERE false)")}
    ${rewrite(["seat_change_refusal"], "v_taken IS NOT NULL", "false")}`,
  /** The database's clock: deadlines go by one that did not move on with it. */
  databaseClock: "CREATE OR REPLACE FUNCTION skyhold_now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT now()'",
  /** One clock: every second connection goes by one that is twenty minutes fast, as a server with a clock of its own would. */
  oneClock: `
    CREATE OR REPLACE FUNCTION skyhold_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
      SELECT now() + coalesce((SELECT advance_seconds FROM sandbox_clock), 0) * interval '1 second'
           + (pg_backend_pid() % 2) * interval '20 minutes' $$;`,
  /** No claim ends as expired before its deadline by the true clock. */
  deadlineCheck: "ALTER TABLE seat_claim DROP CONSTRAINT seat_claim_expired_only_after_deadline;",
} as const;

export type Guard = keyof typeof guards;

/** For negative controls: takes guards away from a test's own database, to show that the test sees what happens without them. */
export async function takeAway({ pool }: Database, ...names: readonly Guard[]): Promise<void> {
  for (const name of names) await pool.query(guards[name]);
}
