import { readClock } from "@skyhold/db";
import type { Statement } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { compareIntents } from "./compare-intents.ts";
import { compareMovements } from "./compare-movements.ts";
import { compareRefunds } from "./compare-refunds.ts";
import type { FoundDifference } from "./difference.ts";
import { comparisonWindow } from "./window.ts";

/** What the log says of a comparison; all of it is in the database. */
export interface ComparisonSummary {
  readonly payments: number;
  readonly refunds: number;
  readonly movements: number;
  readonly differences: number;
}

const oneAtATime: Statement<boolean> = {
  name: "one_comparison_at_a_time",
  text: "SELECT pg_advisory_xact_lock(hashtext('payments.compare')) IS NOT NULL AS answer",
};

/**
 * Job: compares what the payment provider's account says of payments, refunds and movements of the balance with our payments,
 * refunds and books. Each difference is kept for staff until a comparison finds it gone; where asking again may be all that is
 * missing, the provider is asked.
 */
export async function comparePayments(ctx: Context): Promise<ComparisonSummary> {
  const window = await comparisonWindow(ctx);
  const payments = await compareIntents(ctx, window);
  const refunds = await compareRefunds(ctx, window);
  const movements = await compareMovements(ctx, window, new Map([...payments.moved, ...refunds.moved]));
  const found = [...payments.found, ...refunds.found, ...movements.found];
  const counts = {
    payments: payments.ids.size,
    refunds: refunds.ids.size,
    movements: movements.ids.size,
    differences: found.length,
  };
  await transaction(ctx, async (tx) => {
    await tx.run(oneAtATime, []);
    await keep(tx, found);
    await tx.prisma.paymentComparison.create({ data: { id: tx.newId("cmp"), since: window.since, ...counts } });
  });
  return counts;
}

async function keep(tx: TransactionContext, found: readonly FoundDifference[]): Promise<void> {
  const { paymentDifference } = tx.prisma;
  const open = await paymentDifference.findMany({ where: { resolvedAt: null } });
  const named = ({ object, stripeId, kind }: { object: string; stripeId: string; kind: string }) => `${object} ${stripeId} ${kind}`;
  const known = new Map(open.map((each) => [named(each), each.id]));
  const seen = new Map(found.map((each) => [named(each), each]));
  const now = await readClock(tx);
  const idsOf = (isSeen: boolean) => [...known].flatMap(([name, id]) => (seen.has(name) === isSeen ? [id] : []));
  await paymentDifference.updateMany({ where: { id: { in: idsOf(true) } }, data: { lastSeenAt: now } });
  await paymentDifference.updateMany({ where: { id: { in: idsOf(false) } }, data: { resolvedAt: now } });
  const fresh = [...seen].flatMap(([name, each]) => (known.has(name) ? [] : [each]));
  await paymentDifference.createMany({ data: fresh.map((each) => toRow(tx.newId("dif"), each)) });
  const again = new Set(found.flatMap(({ refresh }) => (refresh === null ? [] : [refresh])));
  for (const intentId of again) await tx.enqueue("payment.refresh", { intentId });
}

function toRow(id: string, { object, kind, stripeId, bookingId, ours, theirs, occurredAt }: FoundDifference) {
  return { id, object, kind, stripeId, bookingId, ours, theirs, occurredAt };
}
