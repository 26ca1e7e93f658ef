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
  }): Promise<RefundSnapshot>;
}
