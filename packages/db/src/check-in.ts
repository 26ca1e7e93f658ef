import type { Statement, Transaction } from "./client.ts";

/** A passenger to be checked in. */
export interface CheckInToWrite {
  readonly passengerId: string;
  readonly passCode: string;
  readonly documentSealed: string | null;
}

/** One lock for each flight: sequence numbers have no gap and nobody gets the same, at the price of one check-in of a flight after another, some milliseconds each. */
const lockStatement: Statement<string> = {
  name: "lock_check_in",
  text: "SELECT pg_advisory_xact_lock(hashtextextended($1, 8))::text AS answer",
};
const writeStatement: Statement<number> = {
  name: "write_check_ins",
  text: `
  WITH written AS (
    INSERT INTO check_in (passenger_id, segment_id, flight_id, sequence, pass_code, document_sealed)
    SELECT w."passengerId", $2, $1, (SELECT coalesce(max(sequence), 0) FROM check_in WHERE flight_id = $1) + row_number() OVER (ORDER BY p.position),
           w."passCode", w."documentSealed"
      FROM jsonb_to_recordset($3::jsonb) AS w("passengerId" text, "passCode" text, "documentSealed" text) JOIN passenger p ON p.id = w."passengerId"
    ON CONFLICT (passenger_id, segment_id) DO NOTHING RETURNING passenger_id),
  coupons AS (
    UPDATE coupon k SET status = 'checked_in' FROM written w JOIN ticket t ON t.passenger_id = w.passenger_id
     WHERE k.ticket_number = t.number AND k.segment_id = $2 AND k.status = 'open' RETURNING 1)
  SELECT count(*)::int AS answer FROM coupons`,
};

/** Checks passengers of a booking in for one of its flights: numbers in the order of the booking, and coupons. The caller holds the booking's row lock. */
export async function writeCheckIns(
  tx: Transaction,
  { flightId, segmentId }: { readonly flightId: string; readonly segmentId: string },
  passengers: readonly CheckInToWrite[],
): Promise<void> {
  await tx.run(lockStatement, [flightId]);
  await tx.run(writeStatement, [flightId, segmentId, JSON.stringify(passengers)]);
}
