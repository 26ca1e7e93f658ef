import type { Stripe } from "stripe";
import type { TestCard } from "./payment-methods/test-cards.ts";

/** Everything that the sandbox remembers, by id and in order of creation. */
export interface Store {
  paymentIntents: Map<string, Stripe.PaymentIntent>;
  paymentMethods: Map<string, Stripe.PaymentMethod>;
  charges: Map<string, Stripe.Charge>;
  refunds: Map<string, Stripe.Refund>;
  balanceTransactions: Map<string, Stripe.BalanceTransaction>;
  customers: Map<string, Stripe.Customer>;
  disputes: Map<string, Stripe.Dispute>;
  events: Map<string, Stripe.Event>;
  /** How the card behind a payment method behaves, by payment method. */
  cards: Map<string, TestCard>;
  /** Where the traveller goes after 3-D Secure, by payment intent. */
  returnUrls: Map<string, string>;
}

/** Makes an empty store. */
export function createStore(): Store {
  return {
    paymentIntents: new Map(),
    paymentMethods: new Map(),
    charges: new Map(),
    refunds: new Map(),
    balanceTransactions: new Map(),
    customers: new Map(),
    disputes: new Map(),
    events: new Map(),
    cards: new Map(),
    returnUrls: new Map(),
  };
}
