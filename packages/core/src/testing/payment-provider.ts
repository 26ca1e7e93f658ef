import { DomainError } from "../errors.ts";
import type { Money } from "../money.ts";
import type { IntentSnapshot, PaymentProvider } from "../payments/payment-provider.ts";

/** A payment provider in memory that keeps Stripe's rules of state, with a hand on the traveller's side. */
export interface TestPaymentProvider extends PaymentProvider {
  /** What the traveller's browser does: authorises the whole amount. */
  authorise(intentId: string): IntentSnapshot;
  /** A method that cannot be authorised first takes the money at once. */
  takeAtOnce(intentId: string, amount?: Money): IntentSnapshot;
  readonly refunded: ReadonlyMap<string, Money>;
  readonly intents: ReadonlyMap<string, IntentSnapshot>;
  /** The next call fails as if the provider were away. */
  failNext(): void;
}

/** A new, empty provider. */
export function createPaymentProvider(): TestPaymentProvider {
  const intents = new Map<string, IntentSnapshot>();
  const refunded = new Map<string, Money>();
  let failing = false;
  const get = (intentId: string) => present(intents.get(intentId));
  const move = (intentId: string, change: Partial<IntentSnapshot>): IntentSnapshot => {
    const intent = { ...get(intentId), ...change };
    intents.set(intentId, intent);
    return intent;
  };
  return {
    intents,
    refunded,
    failNext: () => (failing = true),
    authorise: (intentId) => move(intentId, { state: "authorised", methodLabel: "Visa •••• 4242" }),
    takeAtOnce: (intentId, amount = get(intentId).amount) => move(intentId, { state: "captured", amount }),
    createIntent: async ({ paymentId, amount }) => {
      if (failing) {
        failing = false;
        throw new DomainError("PAYMENT_PROVIDER_UNAVAILABLE", "Away", null);
      }
      const intentId = `pi_${paymentId}`;
      if (!intents.has(intentId))
        intents.set(intentId, { intentId, paymentId, state: "requires_payment", amount, declineCode: null, methodLabel: null });
      return { intentId, clientSecret: `${intentId}_secret` };
    },
    getIntent: async (intentId) => get(intentId),
    captureIntent: async (intentId) => (get(intentId).state === "authorised" ? move(intentId, { state: "captured" }) : get(intentId)),
    cancelIntent: async (intentId) => (get(intentId).state === "captured" ? get(intentId) : move(intentId, { state: "cancelled" })),
    refund: async ({ refundId, amount }) => {
      refunded.set(refundId, amount);
      return { stripeRefundId: `re_${refundId}`, refundId, state: "succeeded" };
    },
  };
}

function present(intent: IntentSnapshot | undefined): IntentSnapshot {
  if (!intent) throw new Error("There is no such intent");
  return intent;
}
