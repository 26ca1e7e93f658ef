import type { Statement, Transaction } from "./client.ts";

/** The database's clock, and how far it is set ahead of the machine's. */
interface SandboxClockRow {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly aheadSeconds: number;
}

/** What so many seconds would change. */
interface ClockMoveRow {
  readonly holds: number;
  readonly departures: number;
  readonly sessions: number;
}

const clock = `json_build_object('now', (date_part('epoch', skyhold_now()) * 1000)::bigint,
  'aheadSeconds', coalesce((SELECT advance_seconds FROM sandbox_clock), 0))`;

const readStatement: Statement<SandboxClockRow> = { name: "sandbox_clock", text: `SELECT ${clock} AS answer` };

const foreseeStatement: Statement<ClockMoveRow> = {
  name: "foresee_sandbox_clock",
  text: `WITH span AS MATERIALIZED (SELECT skyhold_now() AS since, skyhold_now() + $1 * interval '1 s' AS until)
    SELECT json_build_object(
      'holds', (SELECT count(*) FROM booking b, span WHERE b.state IN ('held', 'awaiting_payment') AND b.expires_at > since AND b.expires_at <= until),
      'departures', (SELECT count(*) FROM flight f, span WHERE f.departs_at > since AND f.departs_at <= until AND f.status <> 'cancelled'),
      'sessions', (SELECT count(*) FROM session s, span
                    WHERE least(s.expires_at, s.ends_at) > since AND least(s.expires_at, s.ends_at) <= until)) AS answer`,
};

const moveStatement: Statement<number> = {
  name: "move_sandbox_clock",
  text: `INSERT INTO sandbox_clock (advance_seconds) VALUES ($1)
    ON CONFLICT (singleton) DO UPDATE SET advance_seconds = sandbox_clock.advance_seconds + excluded.advance_seconds
    RETURNING to_jsonb(advance_seconds) AS answer`,
};

/** The clock that deadlines go by. */
export async function readSandboxClock(db: Transaction): Promise<SandboxClockRow> {
  const [answer] = await db.run(readStatement, []);
  if (!answer) throw new Error("The database did not say what time it is");
  return answer;
}

/** How many unpaid bookings would end, flights leave and sessions end, if the clock went so many seconds ahead. */
export async function foreseeSandboxClock(db: Transaction, seconds: number): Promise<ClockMoveRow> {
  const [answer] = await db.run(foreseeStatement, [seconds]);
  if (!answer) throw new Error("The database did not say what would follow");
  return answer;
}

/** Sets the clock so many seconds further ahead, for everybody from the commit on. Only where no real traveller is: production refuses to start on it. */
export async function moveSandboxClock(db: Transaction, seconds: number): Promise<void> {
  await db.run(moveStatement, [seconds]);
}
