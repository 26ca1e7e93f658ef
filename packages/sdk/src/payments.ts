import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `payments.start` takes. The price is the booking's own and never comes from you. */
export type StartPaymentInput = Inputs["payments"]["start"];

/** What a payment form needs: the client secret for Stripe.js, the amount, and until when the seats are kept (`payBy`). */
export type StartedPayment = Outputs["payments"]["start"];

/** What `payments.get` takes. */
export type GetPaymentInput = Inputs["payments"]["get"];

/** One attempt to pay a booking. After a decline (`declineCode`) the same payment may be tried again. */
export type Payment = Outputs["payments"]["get"];

/** Where a payment stands. */
export type PaymentState = Payment["state"];

/** Paying for bookings. */
export interface PaymentCalls {
  /**
   * Opens the one payment of a booking and keeps its seats until `payBy`. Called again, it answers the same payment.
   * Nothing is charged yet: confirm it with Stripe.js, then the booking becomes `confirmed` by itself.
   *
   * Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, BOOKING_STATE, PAYMENT_PENDING, PAYMENT_PROVIDER_UNAVAILABLE.
   *
   * @example
   * const { clientSecret } = await skyhold.payments.start({ bookingId: booking.id });
   * await stripe.confirmPayment({ elements, clientSecret, confirmParams });
   */
  readonly start: (input: StartPaymentInput, options?: CallOptions) => Promise<StartedPayment>;

  /** Where one of your payments stands. Errors: NOT_FOUND, also for another's. */
  readonly get: (input: GetPaymentInput, options?: CallOptions) => Promise<Payment>;
}

/** The payment calls of a client. */
export function paymentCalls(caller: Caller, trpc: SkyholdTrpc): PaymentCalls {
  return {
    start: (input, options) => caller.mutate("payments.start", options, (request) => trpc.payments.start.mutate(input, request)),
    get: (input, options) => caller.query("payments.get", options, (request) => trpc.payments.get.query(input, request)),
  };
}
