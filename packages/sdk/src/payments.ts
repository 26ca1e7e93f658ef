import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { ErrorCode } from "./errors.ts";
import { openLimits } from "./limits.ts";
import { checkTimeout } from "./options.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `payments.start` takes: a booking, and for one that is paid, the dearer seats or the quote of a change of flights. The price never comes from you. */
export type StartPaymentInput = Inputs["payments"]["start"];

/** What a payment form needs: the client secret for Stripe.js, the amount, and until when it may be paid (`payBy`); a booking's seats are kept so long. */
export type StartedPayment = Outputs["payments"]["start"];

/** What `payments.get` takes. */
export type GetPaymentInput = Inputs["payments"]["get"];

/** One attempt to pay a booking, or dearer seats for it (`seats`). After a decline (`declineCode`) the same payment may be tried again. */
export type Payment = Outputs["payments"]["get"];

/** The optional last argument of `payments.wait`. */
export interface WaitOptions extends WatchOptions {
  /** How long to wait in milliseconds; two minutes when left out. */
  readonly timeoutMs?: number | undefined;
}

/** Where a payment stands. */
export type PaymentState = Payment["state"];

/** Paying for bookings. */
export interface PaymentCalls {
  /**
   * Opens the one payment of a booking and keeps its seats until `payBy`. Called again, it answers the same payment.
   * Nothing is charged yet: confirm it with Stripe.js, then the booking becomes `confirmed` by itself.
   *
   * With `seats`, as for `bookings.changeSeats`, it opens the payment of dearer seats for a confirmed booking, of the difference that
   * `bookings.quoteSeatChange` quotes. They are kept for you from the moment at which your bank says yes, and yours when it is paid;
   * when they are gone by then, nothing is charged, or it is refunded. Other seats end the payment that was open.
   *
   * With `change`, the `quote` of `bookings.quoteChange`, it opens the payment of what is due for other flights. Their seats are kept from your bank's yes
   * too, and the flights change when it is paid; until then the booking stays as it is.
   *
   * Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, FLIGHT_CLOSED, BOOKING_STATE, PAYMENT_PENDING, AMOUNT_NOT_PAYABLE,
   * PAYMENT_PROVIDER_UNAVAILABLE; for seats also SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED and, when they cost nothing more, INVALID_INPUT;
   * for a change these and QUOTE_EXPIRED, QUOTE_CHANGED, CHANGE_NOT_ALLOWED.
   *
   * @example
   * const { clientSecret } = await skyhold.payments.start({ bookingId: booking.id });
   * await stripe.confirmPayment({ elements, clientSecret, confirmParams });
   */
  readonly start: (input: StartPaymentInput, options?: CallOptions) => Promise<StartedPayment>;

  /**
   * Where one of your payments stands. Errors: NOT_FOUND, also for another's.
   *
   * @example
   * const { outcome, nextAction } = await skyhold.payments.get({ paymentId });
   */
  readonly get: (input: GetPaymentInput, options?: CallOptions) => Promise<Payment>;

  /**
   * One of your payments as it stands, and from then on each time it has moved, within a moment. When the connection is lost it
   * comes back by itself. Ends when you leave the loop or abort the `signal`. Errors: NOT_FOUND, OVERLOADED.
   *
   * @example
   * for await (const { outcome } of skyhold.payments.watch({ paymentId }, { signal })) if (outcome !== "pending") break;
   */
  readonly watch: (input: GetPaymentInput, options?: WatchOptions) => AsyncIterable<Payment>;

  /**
   * Waits for what becomes of a payment that was confirmed with Stripe.js: `paid`, `refunded` or `ended`, or a decline
   * while you wait, after which it may be tried again. It goes on over lost connections and restarts of the server. Rejects with
   * TIMEOUT when nothing is known by then; ask again, the payment goes on. Errors: NOT_FOUND, OVERLOADED.
   *
   * @example
   * const { outcome, declineMessage } = await skyhold.payments.wait({ paymentId });
   */
  readonly wait: (input: GetPaymentInput, options?: WaitOptions) => Promise<Payment>;
}

/** How payments are watched. */
export interface Live {
  readonly subscribe: Subscribe;
  readonly docsOf: (code: ErrorCode) => string;
}

/** The payment calls of a client. */
export function paymentCalls(caller: Caller, trpc: SkyholdTrpc, live: Live): PaymentCalls {
  return {
    start: (input, options) => caller.mutate("payments.start", options, (request) => trpc.payments.start.mutate(input, request)),
    get: (input, options) => caller.query("payments.get", options, (request) => trpc.payments.get.query(input, request)),
    watch: (input, options) => watch(live, input, options),
    wait: (input, options) => wait(live, input, options),
  };
}

async function* watch(
  { subscribe }: Live,
  { paymentId }: GetPaymentInput,
  options?: WatchOptions,
): AsyncGenerator<Payment, void, undefined> {
  for await (const { payment } of subscribe<{ payment: Payment }>("payments.watch", { paymentId }, options)) yield payment;
}

/** The traveller has a few minutes at most for the bank's own step. */
const patienceMs = 120_000;

async function wait(live: Live, input: GetPaymentInput, { timeoutMs = patienceMs, signal }: WaitOptions = {}): Promise<Payment> {
  const limits = openLimits({ timeoutMs: checkTimeout(timeoutMs), signal, docsOf: live.docsOf });
  try {
    return await limits.within(outcomeIn(watch(live, input, { signal: limits.signal })));
  } finally {
    limits.close();
  }
}

async function outcomeIn(payments: AsyncIterable<Payment>): Promise<Payment> {
  let first: Payment | null = null;
  for await (const payment of payments) {
    const over = payment.outcome !== "pending";
    // A decline that was there before is of an earlier try.
    const declined = first !== null && payment.declineCode !== null && payment.nextAction === "confirm";
    if (over || declined) return payment;
    first ??= payment;
  }
  // The watch ends early only with its limits, and it is they who reject.
  return new Promise<never>(() => undefined);
}
