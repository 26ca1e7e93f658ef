import type { Database, Statement } from "./client.ts";
import { holdSeatsStatement } from "./seats.ts";

/** An audit entry whose subject is a booking that does not exist yet. */
export interface HoldEntry {
  readonly id: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly requestId: string | null;
}

// One statement, so that the entry is there if, and only if, the hold is; a repeated hold writes none.
const auditedHold = {
  name: "hold_seats_audited",
  text: `WITH held AS MATERIALIZED (SELECT hold_seats($1::jsonb) AS answer), entry AS (
      INSERT INTO audit_entry (id, actor, action, subject_id, reason, request_id)
      SELECT $2, $3, $4, answer ->> 'bookingId', $5, $6 FROM held WHERE answer ->> 'outcome' = 'held')
    SELECT answer FROM held`,
};

/** The same database, whose holds each write this entry into the audit log, in the statement of the hold. */
export function holdAudited(db: Database, { id, actor, action, reason, requestId }: HoldEntry): Database {
  return {
    ...db,
    run: <Answer>(statement: Statement<Answer>, values: readonly unknown[]): Promise<Answer[]> =>
      statement.name === holdSeatsStatement.name
        ? db.run(auditedHold, [...values, id, actor, action, reason, requestId])
        : db.run(statement, values),
  };
}

/** Whether a statement holds seats. */
export function holdsSeats({ name }: Statement<unknown>): boolean {
  return name === holdSeatsStatement.name || name === auditedHold.name;
}
