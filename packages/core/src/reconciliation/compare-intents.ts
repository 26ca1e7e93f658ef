import type { Prisma } from "@skyhold/db";

import type { Context } from "../context.ts";
import type { IntentSnapshot, Listed } from "../payments/payment-provider.ts";
import { disagreements, inWords, missingThere } from "./difference.ts";
import type { Compared, FoundDifference, Moved } from "./difference.ts";
import type { Window } from "./window.ts";

const parts = {
  // The first attempt is of the whole.
  refunds: { select: { reason: true, amountMinor: true, currency: true }, orderBy: { id: "asc" } },
} satisfies Prisma.PaymentInclude;
type OurPayment = Prisma.PaymentGetPayload<{ include: typeof parts }>;

/** Compares every payment intent with our attempts to pay, and these with the intents. Two intents are the same when their money is: set aside, taken, or neither. */
export async function compareIntents(ctx: Context, window: Window): Promise<Compared> {
  const found: FoundDifference[] = [];
  const ids = new Set<string>();
  const moved = new Map<string, Moved>();
  for await (const page of ctx.payments.intentsSince(window.theirsSince)) {
    const settled = page.filter(({ createdAt }) => createdAt < window.settledBefore);
    for (const { intentId } of page) ids.add(intentId);
    for (const { intentId, state, amount, createdAt } of settled) if (state === "captured") moved.set(intentId, { amount, at: createdAt });
    found.push(...(await comparePage(ctx, settled)));
  }
  return { ids, moved, found: [...found, ...(await findMissingThere(ctx, window, ids))] };
}

async function comparePage({ db: { prisma } }: Context, page: readonly Listed<IntentSnapshot>[]): Promise<FoundDifference[]> {
  const intentIds = page.map(({ intentId }) => intentId);
  const paymentIds = page.flatMap(({ paymentId }) => (paymentId === null ? [] : [paymentId]));
  const payments = await prisma.payment.findMany({
    where: { OR: [{ stripeIntentId: { in: intentIds } }, { stripeIntentId: null, id: { in: paymentIds } }] },
    include: parts,
  });
  // Money for nothing that we know, or a second intent of one attempt: all that we have of it is that it goes back.
  const returned = await prisma.refund.findMany({ where: { stripeIntentId: { in: intentIds } }, select: { stripeIntentId: true } });
  const known = new Set(returned.map(({ stripeIntentId }) => stripeIntentId));
  return page.flatMap((theirs) => {
    const ours = payments.find(
      ({ id, stripeIntentId }) =>
        (stripeIntentId ?? theirs.intentId) === theirs.intentId && (stripeIntentId !== null || id === theirs.paymentId),
    );
    if (ours) return differencesOf(ours, theirs);
    return known.has(theirs.intentId) || !mattersToUs(theirs) ? [] : [missingHere(theirs)];
  });
}

/** An intent of which we know nothing matters when it has money, or says that it is ours and can still be paid. */
function mattersToUs({ state, paymentId }: IntentSnapshot): boolean {
  return moneyOf(state) !== "no money" || (paymentId !== null && state !== "cancelled");
}

function differencesOf(ours: OurPayment, theirs: Listed<IntentSnapshot>): FoundDifference[] {
  const { stripeIntentId, bookingId, refunds, state } = ours;
  // A payment of another amount was taken as it came, and goes back as it came.
  const asTaken = theirs.state === "captured" ? refunds.find(({ reason }) => reason === "amount_mismatch") : undefined;
  const { amountMinor, currency } = asTaken ?? ours;
  const sides = {
    ours: { amount: { amount: Number(amountMinor), currency }, state: moneyOf(state) },
    theirs: { amount: theirs.amount, state: moneyOf(theirs.state) },
  };
  const common = { object: "payment", stripeId: theirs.intentId, bookingId, occurredAt: theirs.createdAt } as const;
  return disagreements(sides).map((difference) => ({ ...common, ...difference, refresh: stripeIntentId ?? theirs.intentId }));
}

function missingHere({ intentId, state, amount, createdAt }: Listed<IntentSnapshot>): FoundDifference {
  const theirs = `${state}, ${inWords(amount)}`;
  return {
    object: "payment",
    kind: "missing_here",
    stripeId: intentId,
    bookingId: null,
    ours: null,
    theirs,
    occurredAt: createdAt,
    refresh: intentId,
  };
}

/** Ours of which the list says nothing are asked for one by one: only the provider's own word makes one missing. */
async function findMissingThere(ctx: Context, { since, settledBefore }: Window, ids: ReadonlySet<string>): Promise<FoundDifference[]> {
  const ours = await ctx.db.prisma.payment.findMany({
    where: { createdAt: { gte: since, lt: settledBefore }, stripeIntentId: { not: null } },
    include: parts,
  });
  const found: FoundDifference[] = [];
  for (const payment of ours) {
    const { stripeIntentId, createdAt } = payment;
    if (stripeIntentId === null || ids.has(stripeIntentId)) continue;
    const theirs = await ctx.payments.findIntent(stripeIntentId);
    if (theirs) found.push(...differencesOf(payment, { ...theirs, createdAt }));
    else found.push(missingThere({ ...payment, object: "payment", stripeId: stripeIntentId }));
  }
  return found;
}

function moneyOf(state: string): string {
  return state === "captured" || state === "authorised" ? state : "no money";
}
