import type { Money } from "../money.ts";

/** What the payment provider says of a payment at some moment. */
export interface IntentSnapshot {
  readonly intentId: string;
  /** From the metadata that we gave it; null when the intent was not made by us. */
  readonly paymentId: string | null;
  readonly state: "requires_payment" | "requires_action" | "processing" | "authorised" | "captured" | "cancelled";
  /** What was asked for, authorised or taken, by state. */
  readonly amount: Money;
  /** Why the last try failed, in the provider's word (`insufficient_funds`); null when it did not. */
  readonly declineCode: string | null;
  /** `Visa •••• 4242`, for receipts; null until a method was used. */
  readonly methodLabel: string | null;
}

/** What the payment provider says of a refund. */
export interface RefundSnapshot {
  /** Null where the provider refused to make one. */
  readonly stripeRefundId: string | null;
  readonly refundId: string | null;
  readonly state: "pending" | "requires_action" | "succeeded" | "failed" | "cancelled";
  /** Why it failed, in the provider's word (`expired_or_canceled_card`). */
  readonly failureReason?: string | null;
  /** How much of which payment goes back; left out by whoever asked for it and knows. */
  readonly gives?: { readonly intentId: string; readonly amount: Money } | undefined;
}

/** What the payment provider says of a payment that the card's holder contests at the bank. */
export interface DisputeSnapshot {
  readonly stripeDisputeId: string;
  readonly intentId: string;
  /** In the provider's word: `needs_response`, `under_review`, `won`, `lost`, … */
  readonly state: string;
  /** `fraudulent`, `product_not_received`, … */
  readonly reason: string;
  readonly amount: Money;
  /** Until when evidence can be handed in; null when it cannot any more. */
  readonly evidenceDueBy: Date | null;
  /** Whether the bank has taken the money for the time being, or for good. */
  readonly funds: "with_us" | "withdrawn" | "reinstated";
}

/** Something from one of the provider's lists, with the moment at which it was made there. */
export type Listed<Snapshot> = Snapshot & { readonly createdAt: Date };

/** A movement of the balance that we have at the payment provider, of a payment, a refund or a dispute. */
export interface MovementSnapshot {
  readonly movementId: string;
  /** `refund_failure`: the bank has returned a refund. */
  readonly kind: "payment" | "refund" | "refund_failure" | "dispute";
  /** The intent of a payment, or else the provider's id of the refund or dispute. */
  readonly of: string;
  /** In the currency of the payment, before fees; negative where money leaves us. */
  readonly amount: Money;
}

/** The payment provider. Repeating a call does nothing twice. Never called while a lock is held. */
export interface PaymentProvider {
  createIntent(order: {
    readonly paymentId: string;
    readonly bookingId: string;
    readonly recordLocator: string;
    readonly amount: Money;
  }): Promise<{
    readonly intentId: string;
    readonly clientSecret: string;
  }>;
  getIntent(intentId: string): Promise<IntentSnapshot>;
  /** Takes authorised money. Answers the intent as it then is, also when it cannot be captured. */
  captureIntent(intentId: string): Promise<IntentSnapshot>;
  /** Answers the intent as it then is: it may have been paid at the last moment. */
  cancelIntent(intentId: string): Promise<IntentSnapshot>;
  refund(order: {
    readonly refundId: string;
    readonly intentId: string;
    readonly amount: Money;
    readonly reason: string;
    /**
     * 0 at first; one more after each fault that the provider admitted (PAYMENT_PROVIDER_UNAVAILABLE), which it would repeat for a day
     * to whoever repeats the key. The caller has looked up by then that nothing was refunded.
     */
    readonly attempt: number;
  }): Promise<RefundSnapshot>;
  /** Every refund of an intent, whoever asked for it. */
  listRefunds(intentId: string): Promise<readonly RefundSnapshot[]>;
  /** Null where the provider knows of no such intent. */
  findIntent(intentId: string): Promise<IntentSnapshot | null>;
  /** Every intent made since then, in pages. */
  intentsSince(since: Date): AsyncIterable<readonly Listed<IntentSnapshot>[]>;
  /** Every refund made since then, in pages. */
  refundsSince(since: Date): AsyncIterable<readonly Listed<RefundSnapshot>[]>;
  /** Every movement of our balance since then that is of a payment, a refund or a dispute, in pages. */
  movementsSince(since: Date): AsyncIterable<readonly Listed<MovementSnapshot>[]>;
}
