import type { Stripe } from "stripe";
import type { Fault } from "./faults/fault.ts";
import type { DeliveryAttempt } from "./webhooks/deliver.ts";
import type { World } from "./world.ts";

/** What the sandbox remembers, oldest first; each call gives fresh copies. */
export interface SandboxState {
  paymentIntents(): Stripe.PaymentIntent[];
  charges(): Stripe.Charge[];
  refunds(): Stripe.Refund[];
  balanceTransactions(): Stripe.BalanceTransaction[];
  customers(): Stripe.Customer[];
  disputes(): Stripe.Dispute[];
  events(): Stripe.Event[];
  /** Every attempt to deliver an event, in the order of their ends. */
  deliveries(): DeliveryAttempt[];
  /** The faults that are still to strike. */
  faults(): Fault[];
}

/** Gives a view of the world that can change nothing in it. */
export function lookAt(world: World): SandboxState {
  const { store } = world;
  return {
    paymentIntents: () => structuredClone([...store.paymentIntents.values()]),
    charges: () => structuredClone([...store.charges.values()]),
    refunds: () => structuredClone([...store.refunds.values()]),
    balanceTransactions: () => structuredClone([...store.balanceTransactions.values()]),
    customers: () => structuredClone([...store.customers.values()]),
    disputes: () => structuredClone([...store.disputes.values()]),
    events: () => structuredClone([...store.events.values()]),
    deliveries: () => structuredClone([...world.webhooks.attempts()]),
    faults: () => world.faults.list(),
  };
}
