import { DomainError } from "../errors.ts";
import type { Money } from "../money.ts";
import type { IntentSnapshot, MovementSnapshot, PaymentProvider, RefundSnapshot } from "../payments/payment-provider.ts";
import { instantOf } from "../time.ts";

/** A refund as the provider keeps it. */
export type KeptRefund = RefundSnapshot & {
  readonly stripeRefundId: string;
  readonly gives: { readonly intentId: string; readonly amount: Money };
};

/** A payment provider in memory that keeps Stripe's rules of state, with a hand on the traveller's side. */
export interface TestPaymentProvider extends PaymentProvider {
  /** What the traveller's browser does: authorises the whole amount. */
  authorise(intentId: string): IntentSnapshot;
  /** A method that cannot be authorised first takes the money at once. */
  takeAtOnce(intentId: string, amount?: Money): IntentSnapshot;
  /** Moves an intent as its bank would. */
  move(intentId: string, change: Partial<IntentSnapshot>): IntentSnapshot;
  /** By our own id of the refund, what was asked for. */
  readonly refunded: ReadonlyMap<string, Money>;
  readonly intents: ReadonlyMap<string, IntentSnapshot>;
  /** By the provider's id. */
  readonly refunds: ReadonlyMap<string, KeptRefund>;
  /** How much of a captured payment can still be given back, in minor units. */
  leftOf(intentId: string): number;
  /** Whether the holder of the card contests a payment: until the bank has decided for us, nothing of it can be given back. */
  contest(intentId: string, contested: boolean): void;
  /** A refund made in the dashboard, by someone who did not ask us. */
  refundByHand(intentId: string, amount: Money): KeptRefund;
  /** What becomes of a refund. */
  settleRefund(stripeRefundId: string, state: RefundSnapshot["state"]): KeptRefund;
  /** Refunds stay pending until they are settled, from now on. */
  refundSlowly(): void;
  /** The next call that makes an intent fails as if the provider were away. */
  failNext(): void;
  /** The next refund is answered with a fault, and so is whoever repeats its key. */
  breakNextRefund(): void;
}

interface World {
  readonly intents: Map<string, IntentSnapshot>;
  readonly refunds: Map<string, KeptRefund>;
  readonly refunded: Map<string, Money>;
  readonly refundKeys: Map<string, KeptRefund | "broken">;
  readonly contested: Set<string>;
  failing: boolean;
  breaking: boolean;
  refundState: RefundSnapshot["state"];
}

/** A new, empty provider. */
export function createPaymentProvider(): TestPaymentProvider {
  const world: World = {
    intents: new Map(),
    refunds: new Map(),
    refunded: new Map(),
    refundKeys: new Map(),
    contested: new Set(),
    failing: false,
    breaking: false,
    refundState: "succeeded",
  };
  const get = (intentId: string) => present(world.intents.get(intentId));
  const move = (intentId: string, change: Partial<IntentSnapshot>): IntentSnapshot => {
    const intent = { ...get(intentId), ...change };
    world.intents.set(intentId, intent);
    return intent;
  };
  const cancellable = new Set(["requires_payment", "requires_action", "authorised"]);
  return {
    ...refundCalls(world),
    ...lists(world),
    intents: world.intents,
    move,
    failNext: () => void (world.failing = true),
    authorise: (intentId) => move(intentId, { state: "authorised", methodLabel: "Visa •••• 4242" }),
    takeAtOnce: (intentId, amount = get(intentId).amount) => move(intentId, { state: "captured", amount }),
    createIntent: async ({ paymentId, amount }) => createIntent(world, paymentId, amount),
    getIntent: async (intentId) => get(intentId),
    captureIntent: async (intentId) => (get(intentId).state === "authorised" ? move(intentId, { state: "captured" }) : get(intentId)),
    cancelIntent: async (intentId) => (cancellable.has(get(intentId).state) ? move(intentId, { state: "cancelled" }) : get(intentId)),
  };
}

/** All that there is, however long ago it was made. */
function lists({ intents, refunds }: World): Pick<PaymentProvider, "findIntent" | "intentsSince" | "refundsSince" | "movementsSince"> {
  const page = async function* <Item>(items: readonly Item[]) {
    yield items.map((item) => ({ ...item, createdAt: instantOf(0) }));
  };
  const paid = (): MovementSnapshot[] =>
    [...intents.values()].flatMap(({ intentId, state, amount }) =>
      state === "captured" ? [{ movementId: `txn_${intentId}`, kind: "payment", of: intentId, amount }] : [],
    );
  const given = (): MovementSnapshot[] =>
    [...refunds.values()].flatMap(({ stripeRefundId, state, gives: { amount } }) => {
      const moved = { movementId: `txn_${stripeRefundId}`, of: stripeRefundId };
      const out = { ...moved, kind: "refund", amount: { ...amount, amount: -amount.amount } } as const;
      return state === "failed" ? [out, { ...moved, kind: "refund_failure", amount } as const] : [out];
    });
  return {
    findIntent: async (intentId) => intents.get(intentId) ?? null,
    intentsSince: () => page([...intents.values()]),
    refundsSince: () => page([...refunds.values()]),
    movementsSince: () => page([...paid(), ...given()]),
  };
}

function createIntent(world: World, paymentId: string, amount: Money) {
  if (world.failing) {
    world.failing = false;
    throw new DomainError("PAYMENT_PROVIDER_UNAVAILABLE", "Away", null);
  }
  const intentId = `pi_${paymentId}`;
  if (!world.intents.has(intentId))
    world.intents.set(intentId, { intentId, paymentId, state: "requires_payment", amount, declineCode: null, methodLabel: null });
  return { intentId, clientSecret: `${intentId}_secret` };
}

type RefundCalls = Pick<
  TestPaymentProvider,
  | "refund"
  | "listRefunds"
  | "refunded"
  | "refunds"
  | "leftOf"
  | "refundByHand"
  | "settleRefund"
  | "refundSlowly"
  | "breakNextRefund"
  | "contest"
>;

function refundCalls(world: World): RefundCalls {
  const keep = (refund: KeptRefund) => {
    world.refunds.set(refund.stripeRefundId, refund);
    return refund;
  };
  return {
    refunded: world.refunded,
    refunds: world.refunds,
    leftOf: (intentId) => leftOf(world, intentId),
    refundSlowly: () => void (world.refundState = "pending"),
    breakNextRefund: () => void (world.breaking = true),
    settleRefund: (stripeRefundId, state) => {
      const refund = world.refunds.get(stripeRefundId);
      if (!refund) throw new Error("There is no such refund");
      return keep({ ...refund, state });
    },
    contest: (intentId, contested) => void (contested ? world.contested.add(intentId) : world.contested.delete(intentId)),
    refundByHand: (intentId, amount) =>
      keep({ stripeRefundId: `re_hand_${world.refunds.size}`, refundId: null, state: "succeeded", gives: { intentId, amount } }),
    refund: async ({ refundId, intentId, amount, attempt }) => {
      const key = `${refundId} ${attempt}`;
      const refusal = world.refundKeys.has(key) ? null : refusalOf(world, intentId, amount);
      if (refusal !== null) return { stripeRefundId: null, refundId, state: "failed", failureReason: refusal };
      const kept = world.refundKeys.get(key) ?? (world.breaking ? "broken" : undefined);
      world.breaking = false;
      world.refundKeys.set(key, kept ?? keep(newRefund(world, { refundId, intentId, amount, key })));
      if (kept === "broken") throw new DomainError("PAYMENT_PROVIDER_UNAVAILABLE", "Broken", null);
      return present(world.refunds.get(`re_${key.replace(/ 0$/u, "")}`));
    },
    listRefunds: async (intentId) => [...world.refunds.values()].filter(({ gives }) => gives.intentId === intentId),
  };
}

/** As Stripe refuses what it will never make; null for what it makes. */
function refusalOf(world: World, intentId: string, { amount }: Money): string | null {
  if (world.contested.has(intentId)) return "charge_disputed";
  return amount > leftOf(world, intentId) ? "charge_already_refunded" : null;
}

/** Never more of a payment than was taken; of what the tests made up, nothing is known. */
function leftOf({ intents, refunds }: World, intentId: string): number {
  const given = [...refunds.values()].filter(({ gives, state }) => gives.intentId === intentId && state !== "failed");
  return (intents.get(intentId)?.amount.amount ?? Infinity) - given.reduce((sum, { gives }) => sum + gives.amount.amount, 0);
}

function newRefund(world: World, order: { refundId: string; intentId: string; amount: Money; key: string }): KeptRefund {
  const { refundId, intentId, amount, key } = order;
  world.refunded.set(refundId, amount);
  return { stripeRefundId: `re_${key.replace(/ 0$/u, "")}`, refundId, state: world.refundState, gives: { intentId, amount } };
}

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("There is no such thing at the provider");
  return thing;
}
