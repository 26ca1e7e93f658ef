import type { Statement, Transaction } from "./client.ts";

/** A cancellation with what became of each line of the price, and who no longer travels on what. Amounts in minor units. */
export interface CancellationToStore {
  readonly id: string;
  readonly bookingId: string;
  readonly confirmationKey: string;
  readonly cancelledBy: "traveller" | "staff" | "carrier";
  readonly actor: string;
  readonly reason: string | null;
  readonly currency: string;
  readonly paid: number;
  readonly refund: number;
  readonly trace: readonly string[];
  /** The change of flights that it makes room for; null where it makes room for none. */
  readonly changeId: string | null;
  readonly lines: readonly {
    readonly id: string;
    readonly amount: number;
    readonly refunded: number;
    readonly rule: string;
    readonly why: string;
  }[];
  readonly pairs: readonly { readonly passengerId: string; readonly segmentId: string }[];
}

const storeStatement: Statement<number> = {
  name: "store_cancellations",
  text: `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(
      id text, "bookingId" text, "confirmationKey" text, "cancelledBy" cancelled_by, actor text, reason text, currency text, paid bigint, refund bigint,
      trace jsonb, lines jsonb, pairs jsonb, "changeId" text)),
  history AS (
    INSERT INTO cancellation (id, booking_id, confirmation_key, cancelled_by, actor, reason, currency, paid_minor, refund_minor, trace, change_id)
    SELECT id, "bookingId", "confirmationKey", "cancelledBy", actor, reason, currency, paid, refund, trace, "changeId" FROM given),
  lines AS (
    INSERT INTO cancellation_line (price_line_id, cancellation_id, paid_minor, refunded_minor, rule, why)
    SELECT l.id, g.id, l.amount, l.refunded, l.rule, l.why
      FROM given g, jsonb_to_recordset(g.lines) AS l(id text, amount bigint, refunded bigint, rule text, why text)),
  items AS (
    INSERT INTO cancellation_item (cancellation_id, passenger_id, segment_id)
    SELECT g.id, i."passengerId", i."segmentId" FROM given g, jsonb_to_recordset(g.pairs) AS i("passengerId" text, "segmentId" text))
  SELECT count(*)::int AS answer FROM given`,
};

/** Writes cancellations, however many and long, in one statement. The caller holds the bookings' rows. */
export async function storeCancellations(tx: Transaction, cancellations: readonly CancellationToStore[]): Promise<void> {
  await tx.run(storeStatement, [JSON.stringify(cancellations)]);
}
