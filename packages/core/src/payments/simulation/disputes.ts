import type { Statement } from "@skyhold/db";

import type { TestCore } from "../../testing/index.ts";
import type { DisputeSnapshot } from "../payment-provider.ts";
import type { PaymentEvent } from "../record-payment-event.ts";
import type { Life } from "./life.ts";

/** What is on record of a booking's dispute. */
interface RecordedDispute {
  readonly bookingId: string;
  readonly state: string;
  readonly withdrawn: boolean;
  readonly reinstated: boolean;
  /** What the bank holds, by the books, in cents. */
  readonly held: number;
  /** What we owed of the payment, and the bank paid by taking it. */
  readonly paid: number;
}

const disputesOfBookings: Statement<RecordedDispute> = {
  name: "final_disputes",
  text: `
    SELECT jsonb_build_object('bookingId', d.booking_id, 'state', d.state, 'withdrawn', d.funds_withdrawn, 'reinstated', d.funds_reinstated,
      'held', (SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
                WHERE t.booking_id = d.booking_id AND e.account = 'disputes'),
      'paid', (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r WHERE r.covered_by = d.stripe_dispute_id)) AS answer
     FROM dispute d WHERE d.booking_id = ANY ($1)`,
};

/** What is wrong with the disputes on record: a line for each life that has one. */
export async function faultsInDisputes(core: TestCore, lives: readonly Life[]): Promise<[Life, string][]> {
  const rows = await core.app.db.run(disputesOfBookings, [lives.map(({ bookingId }) => bookingId)]);
  const recorded = new Map(rows.map((row) => [row.bookingId, row]));
  return lives.flatMap((life): [Life, string][] => {
    const record = recorded.get(life.bookingId);
    return isAsTold(life, record) ? [] : [[life, `the dispute on record is ${JSON.stringify(record)}`]];
  });
}

/** All that we have heard of for sure is on record, nothing that the bank has never said, and the books hold what the bank holds. */
function isAsTold({ told, heard }: Life, record: RecordedDispute | undefined): boolean {
  const [said, known] = [disputesIn(told), disputesIn(heard)];
  if (!record) return known.length === 0;
  const isBetween = (recorded: boolean, fact: (dispute: DisputeSnapshot) => boolean) =>
    recorded ? said.some((dispute) => fact(dispute)) : !known.some((dispute) => fact(dispute));
  const held = record.withdrawn && !record.reinstated ? (said[0]?.amount.amount ?? 0) : 0;
  return (
    said.some(({ state }) => state === record.state) &&
    isBetween(record.state !== "needs_response", ({ state }) => state !== "needs_response") &&
    isBetween(record.withdrawn, ({ funds }) => funds !== "with_us") &&
    isBetween(record.reinstated, ({ funds }) => funds === "reinstated") &&
    record.held === held - record.paid
  );
}

function disputesIn(events: readonly PaymentEvent[]): DisputeSnapshot[] {
  return events.flatMap(({ subject }) => (subject.kind === "dispute" ? [subject.dispute] : []));
}
