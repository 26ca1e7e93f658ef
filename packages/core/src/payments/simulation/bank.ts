import type { IntentSnapshot } from "../payment-provider.ts";
import { anyOf, emit } from "./life.ts";
import type { Life } from "./life.ts";

/** What the traveller and the bank do with a payment; the provider tells us of it. */
export function pay(life: Life): void {
  const { provider } = life.core;
  const known = life.payable.flatMap((intentId) => provider.intents.get(intentId) ?? []);
  const intent = anyOf(
    life,
    known.filter(({ state }) => ["requires_payment", "requires_action", "processing"].includes(state)),
  );
  if (!intent) return;
  const { intentId, state, amount } = intent;
  const steps = [
    () => provider.move(intentId, { state: "requires_action" }),
    () => provider.move(intentId, { state: "processing" }),
    () => provider.move(intentId, { state: "requires_payment", declineCode: "insufficient_funds" }),
    () => provider.authorise(intentId),
    () => provider.authorise(intentId),
    () => provider.takeAtOnce(intentId),
    () => provider.takeAtOnce(intentId, life.random(4) === 0 ? { ...amount, amount: amount.amount - 1 } : amount),
  ];
  const pending = state === "processing" ? [steps[2], steps[5]] : steps;
  const moved = anyOf(life, pending)?.();
  if (!moved) return;
  life.log.push(moved.state);
  emit(life, { kind: "payment", intent: moved });
}

/** A bank that thinks about a payment makes up its mind. */
export function decide(life: Life): void {
  const { provider } = life.core;
  for (const { intentId, state } of provider.intents.values()) {
    if (state !== "processing" || !life.intents.has(intentId)) continue;
    const refused = { state: "requires_payment", declineCode: "insufficient_funds" } as const;
    emit(life, { kind: "payment", intent: life.random(2) === 0 ? provider.takeAtOnce(intentId) : provider.move(intentId, refused) });
  }
}

/** The traveller's bank takes a refund or, twice at most, does not, also when it had taken it before; in the end it stays with what it took. */
export function settleRefund(life: Life, atLast: boolean): void {
  const { provider } = life.core;
  const returns = life.failedRefunds < 2 && life.random(3) === 0;
  const settled = returns && !atLast ? ["pending", "succeeded"] : ["pending"];
  const refund = anyOf(
    life,
    [...provider.refunds.values()].filter(({ gives, state }) => life.intents.has(gives.intentId) && settled.includes(state)),
  );
  if (!refund) return;
  if (returns) life.failedRefunds += 1;
  life.log.push(returns ? "refund returned" : "refund taken");
  emit(life, { kind: "refund", refund: provider.settleRefund(refund.stripeRefundId, returns ? "failed" : "succeeded") });
}

function takenOf({ core, intents }: Life): IntentSnapshot[] {
  return [...core.provider.intents.values()].filter(({ intentId, state }) => intents.has(intentId) && state === "captured");
}

/** Someone gives money back in the provider's dashboard, who asks nobody: all that is left of a payment, or a part. */
export function refundByHand(life: Life): void {
  const { provider } = life.core;
  const intent = anyOf(life, takenOf(life));
  const left = intent ? provider.leftOf(intent.intentId) : 0;
  // Neither does the dashboard give back what is contested.
  if (!intent || left <= 0 || (life.dispute?.intentId === intent.intentId && life.dispute.state !== "won")) return;
  const amount = life.random(2) === 0 ? left : Math.min(left, 1000);
  const refund = provider.refundByHand(intent.intentId, { ...intent.amount, amount });
  life.log.push(`${amount} by hand`);
  emit(life, life.random(2) === 0 ? { kind: "refund", refund } : { kind: "refunds", intentId: intent.intentId });
}

/** The card's holder contests a payment; the bank takes the money, and gives it back or does not. */
export function dispute(life: Life): void {
  const before = life.dispute;
  const intent = anyOf(life, takenOf(life));
  if (!before && !intent) return;
  if (before && before.state !== "needs_response") return;
  const next = before ?? {
    stripeDisputeId: `du_${life.bookingId}`,
    intentId: intent?.intentId ?? "",
    reason: "fraudulent",
    amount: intent?.amount ?? { amount: 0, currency: "EUR" },
    evidenceDueBy: null,
    state: "needs_response",
    funds: "with_us" as const,
  };
  if (!before) life.dispute = next;
  else if (before.funds === "with_us") life.dispute = { ...before, funds: "withdrawn" };
  else life.dispute = life.random(2) === 0 ? { ...before, state: "won", funds: "reinstated" } : { ...before, state: "lost" };
  if (!life.dispute) return;
  const { intentId, state, funds } = life.dispute;
  life.core.provider.contest(intentId, state !== "won");
  life.log.push(`dispute ${state} ${funds}`);
  emit(life, { kind: "dispute", dispute: life.dispute });
}
