import { findWaitingRefunds } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { post } from "../ledger/ledger.ts";
import { attemptAgain, leftToGive } from "./attempt-again.ts";
import { isOutside, outsideReason, stripeRefundOf } from "./outside-reason.ts";

type StoredRefund = Prisma.RefundGetPayload<object>;

/** Why a refund fails whose payment is contested, in the provider's word. */
export const disputedReason = "charge_disputed";

/** Money of a payment that reached the traveller by another way than our refunds. */
export interface Cover {
  /** The provider's id: a refund that someone made in its dashboard, or a dispute that was lost. */
  readonly id: string;
  /** Where it stands in the books until it pays something that we owe. */
  readonly account: "goodwill" | "disputes";
  /** What of it has paid nothing yet, in minor units. */
  readonly amount: number;
}

/** The same, with all that it was. */
interface Source extends Cover {
  readonly whole: number;
}

/**
 * Pays what waits for staff of a payment with money that the traveller has got in another way, the oldest debt first: whoever owes and gives
 * pays the debt. What the debts do not take stays where it was. The caller holds the booking's row lock, where there is a booking.
 */
export async function coverWaitingDebts(tx: TransactionContext, stripeIntentId: string, cover: Cover): Promise<void> {
  let { amount } = cover;
  for (const id of await findWaitingRefunds(tx, stripeIntentId)) {
    if (amount <= 0) return;
    const debt = await tx.prisma.refund.findUniqueOrThrow({ where: { id } });
    await payDebt(tx, debt, [{ ...cover, amount }]);
    amount -= Math.min(amount, Number(debt.amountMinor));
  }
}

/**
 * The same for a debt of which an attempt has just failed: where too little is left of the payment, a dispute that was lost pays what is missing,
 * and what was given back in the dashboard. Where enough is left, the debt is what is owed beside them. Whether nothing of it waits for anyone now.
 */
export async function coverFailedDebt(tx: TransactionContext, debt: StoredRefund): Promise<boolean> {
  const lost = await lostDisputes(tx, debt.stripeIntentId);
  const left = (await leftToGive(tx, debt)) - lost.reduce((sum, { whole }) => sum + whole, 0);
  let missing = Number(debt.amountMinor) - Math.max(0, left);
  const covers = [...lost, ...(isOutside(debt) ? [] : await givenOutside(tx, debt.stripeIntentId))].map((cover) => {
    const amount = Math.min(cover.amount, Math.max(0, missing));
    missing -= amount;
    return { ...cover, amount };
  });
  return payDebt(tx, debt, covers);
}

/** Whether the bank has taken the money of a payment because it is contested. */
export async function isDisputed({ prisma }: Pick<TransactionContext, "prisma">, stripeIntentId: string): Promise<boolean> {
  return (await prisma.dispute.count({ where: { stripeIntentId, fundsWithdrawn: true, fundsReinstated: false } })) > 0;
}

/**
 * Pays what waits for staff of a payment with what its bank has taken for good, at the moment of which that is known: what is owed from then on
 * was decided beside it.
 */
export async function payWithLostDispute(tx: TransactionContext, stripeIntentId: string, stripeDisputeId: string): Promise<void> {
  const cover = (await lostDisputes(tx, stripeIntentId)).find(({ id }) => id === stripeDisputeId);
  if (cover) await coverWaitingDebts(tx, stripeIntentId, cover);
}

/** Tries again what could not be given back of a payment because it was disputed. */
export async function retryDisputed(tx: TransactionContext, stripeIntentId: string): Promise<void> {
  for (const id of await findWaitingRefunds(tx, stripeIntentId)) {
    const refund = await tx.prisma.refund.findUniqueOrThrow({ where: { id } });
    if (refund.failureReason === disputedReason) await attemptAgain(tx, refund);
  }
}

/** Whether a refund that was made in the dashboard has paid what we owed: should it come to nothing, we owe that again. */
export async function paysDebt(tx: TransactionContext, { reason }: StoredRefund): Promise<boolean> {
  return (await tx.prisma.refund.count({ where: { coveredBy: stripeRefundOf(reason) } })) > 0;
}

/** Writes what each cover pays of a debt as a row of its own, and makes another attempt at the rest. False where they pay nothing of it. */
async function payDebt(tx: TransactionContext, debt: StoredRefund, covers: readonly Cover[]): Promise<boolean> {
  const { bookingId, paymentId, cancellationId, stripeIntentId, currency, reason, failureReason } = debt;
  const identity = { bookingId, paymentId, cancellationId, stripeIntentId, currency, reason };
  let owed = Number(debt.amountMinor);
  for (const { id: coveredBy, account, amount } of covers) {
    const paid = Math.min(owed, amount);
    if (paid <= 0) continue;
    owed -= paid;
    const id = tx.newId("ref");
    await tx.prisma.refund.create({ data: { ...identity, id, amountMinor: BigInt(paid), state: "paid_outside", coveredBy } });
    const entries = [
      { account: "refunds_payable", amount: paid },
      { account, amount: -paid },
    ] as const;
    await post(tx, { kind: "refund_paid_outside", sourceId: id, bookingId, currency, entries });
  }
  if (owed === 0 || owed === Number(debt.amountMinor)) return owed === 0;
  if ((await attemptAgain(tx, { ...debt, amountMinor: BigInt(owed) })) !== null) return true;
  const rest = { ...identity, id: tx.newId("ref"), amountMinor: BigInt(owed), failureReason };
  await tx.prisma.refund.create({ data: { ...rest, state: "failed" } });
  return false;
}

/** What of the disputes that a payment has lost pays nothing that we owe yet. */
async function lostDisputes(tx: TransactionContext, stripeIntentId: string): Promise<Source[]> {
  const lost = await tx.prisma.dispute.findMany({
    where: { stripeIntentId, paymentId: { not: null }, state: "lost", fundsWithdrawn: true, fundsReinstated: false },
    orderBy: { id: "asc" },
  });
  return uncovered(
    tx,
    "disputes",
    lost.map(({ stripeDisputeId, amountMinor }) => [stripeDisputeId, Number(amountMinor)] as const),
  );
}

/** What of the refunds made in the dashboard pays nothing that we owe yet. */
async function givenOutside(tx: TransactionContext, stripeIntentId: string): Promise<Source[]> {
  const given = await tx.prisma.refund.findMany({
    where: { stripeIntentId, reason: { startsWith: outsideReason("") }, state: { notIn: ["failed", "cancelled"] } },
    orderBy: { id: "asc" },
  });
  return uncovered(
    tx,
    "goodwill",
    given.map(({ reason, amountMinor }) => [stripeRefundOf(reason), Number(amountMinor)] as const),
  );
}

async function uncovered(
  tx: TransactionContext,
  account: Cover["account"],
  sources: readonly (readonly [id: string, whole: number])[],
): Promise<Source[]> {
  const used = await tx.prisma.refund.groupBy({
    by: ["coveredBy"],
    where: { coveredBy: { in: sources.map(([id]) => id) } },
    _sum: { amountMinor: true },
  });
  const usedOf = new Map(used.map(({ coveredBy, _sum }) => [coveredBy, Number(_sum.amountMinor ?? 0)]));
  return sources.map(([id, whole]) => ({ id, account, whole, amount: whole - (usedOf.get(id) ?? 0) }));
}
