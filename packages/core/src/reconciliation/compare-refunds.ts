import type { Prisma } from "@skyhold/db";

import type { Context } from "../context.ts";
import type { Listed, RefundSnapshot } from "../payments/payment-provider.ts";
import { disagreements, inWords, missingThere } from "./difference.ts";
import type { Compared, FoundDifference, Moved } from "./difference.ts";
import type { Window } from "./window.ts";

type OurRefund = Prisma.RefundGetPayload<object>;

/** Compares every refund with ours, and ours with theirs. */
export async function compareRefunds(ctx: Context, window: Window): Promise<Compared> {
  const found: FoundDifference[] = [];
  const ids = new Set<string>();
  const moved = new Map<string, Moved>();
  for await (const page of ctx.payments.refundsSince(window.theirsSince)) {
    for (const { stripeRefundId } of page) ids.add(stripeRefundId ?? "");
    const settled = page.filter(({ createdAt }) => createdAt < window.settledBefore);
    for (const { stripeRefundId, state, gives, createdAt } of settled)
      if (stripeRefundId !== null && gives && state === "succeeded") moved.set(stripeRefundId, { amount: gives.amount, at: createdAt });
    found.push(...(await comparePage(ctx, settled)));
  }
  return { ids, moved, found: [...found, ...(await findMissingThere(ctx, window, ids))] };
}

async function comparePage({ db: { prisma } }: Context, page: readonly Listed<RefundSnapshot>[]): Promise<FoundDifference[]> {
  const stripeIds = page.flatMap(({ stripeRefundId }) => (stripeRefundId === null ? [] : [stripeRefundId]));
  const ownIds = page.flatMap(({ refundId }) => (refundId === null ? [] : [refundId]));
  const refunds = await prisma.refund.findMany({
    where: { OR: [{ stripeRefundId: { in: stripeIds } }, { stripeRefundId: null, id: { in: ownIds } }] },
  });
  return page.flatMap((theirs) => {
    const ours =
      refunds.find(({ stripeRefundId }) => stripeRefundId !== null && stripeRefundId === theirs.stripeRefundId) ??
      refunds.find(({ id, stripeRefundId }) => stripeRefundId === null && id === theirs.refundId);
    if (ours) return differencesOf(ours, theirs);
    // One that someone else made and that came to nothing is nobody's.
    return stateOf(theirs.state) === "failed" ? [] : [missingHere(theirs)];
  });
}

function differencesOf(ours: OurRefund, theirs: Listed<RefundSnapshot>): FoundDifference[] {
  const amount = { amount: Number(ours.amountMinor), currency: ours.currency };
  const sides = {
    ours: { amount, state: stateOf(ours.state) },
    theirs: { amount: theirs.gives?.amount ?? amount, state: stateOf(theirs.state) },
  };
  const { stripeIntentId: refresh, bookingId } = ours;
  const common = {
    object: "refund",
    stripeId: theirs.stripeRefundId ?? ours.id,
    bookingId,
    occurredAt: theirs.createdAt,
    refresh,
  } as const;
  return disagreements(sides).map((difference) => ({ ...common, ...difference }));
}

function missingHere({ stripeRefundId, state, gives, createdAt }: Listed<RefundSnapshot>): FoundDifference {
  const theirs = gives ? `${state}, ${inWords(gives.amount)}` : state;
  const common = { bookingId: null, ours: null, occurredAt: createdAt, refresh: gives?.intentId ?? null };
  return { object: "refund", kind: "missing_here", stripeId: stripeRefundId ?? "", theirs, ...common };
}

/** Ours of which the list says nothing are asked for with their payment: only the provider's own word makes one missing. */
async function findMissingThere(ctx: Context, { since, settledBefore }: Window, ids: ReadonlySet<string>): Promise<FoundDifference[]> {
  const ours = await ctx.db.prisma.refund.findMany({
    where: { createdAt: { gte: since, lt: settledBefore }, stripeRefundId: { not: null } },
  });
  const found: FoundDifference[] = [];
  for (const refund of ours) {
    const { stripeRefundId, stripeIntentId, createdAt } = refund;
    if (stripeRefundId === null || ids.has(stripeRefundId)) continue;
    const intent = await ctx.payments.findIntent(stripeIntentId);
    const refunds = intent ? await ctx.payments.listRefunds(stripeIntentId) : [];
    const theirs = refunds.find((each) => each.stripeRefundId === stripeRefundId);
    if (theirs) found.push(...differencesOf(refund, { ...theirs, createdAt }));
    else found.push(missingThere({ ...refund, object: "refund", stripeId: stripeRefundId }));
  }
  return found;
}

/** What has failed, was cancelled or was paid from elsewhere has not left; what waits for something is on its way. */
function stateOf(state: string): string {
  if (state === "pending" || state === "requires_action") return "pending";
  return state === "succeeded" ? state : "failed";
}
