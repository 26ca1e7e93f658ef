import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `bookings.quoteCancellation` takes: indexes of passengers and segments; everything that has not left when they are left out. */
export type QuoteCancellationInput = Inputs["bookings"]["quoteCancellation"];

/** What a cancellation would bring, line by line. `refund` comes back; `trace` says why, in words. */
export type CancellationQuote = Outputs["bookings"]["quoteCancellation"];

/** What `bookings.cancel` takes: the booking, and `quote` of its quote. */
export type CancelInput = Inputs["bookings"]["cancel"];

/** What was cancelled, and the booking after it. */
export type CancelledBooking = Outputs["bookings"]["cancel"];

/** Something of a booking that was cancelled, for good, with where its refund stands. */
export type Cancellation = CancelledBooking["cancellation"];

/** Giving a booking back, or a part of it. */
export interface CancellationCalls {
  /**
   * What cancelling a confirmed booking would bring, or some of its passengers or segments. Nothing happens yet.
   *
   * Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED for a flight that has left, INVALID_INPUT for children left without an adult.
   *
   * @example
   * const { quote, refund, trace } = await skyhold.bookings.quoteCancellation({ bookingId, passengers: [1] });
   */
  readonly quoteCancellation: (input: QuoteCancellationInput, options?: CallOptions) => Promise<CancellationQuote>;

  /**
   * Cancels what a quote says, on its terms. Doing it twice is as good as once. Where the terms have moved since, nothing is
   * cancelled, and QUOTE_CHANGED brings the quote that holds now.
   *
   * Errors: QUOTE_EXPIRED, QUOTE_CHANGED, NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT.
   *
   * @example
   * const { booking, cancellation } = await skyhold.bookings.cancel({ bookingId, quote });
   */
  readonly cancel: (input: CancelInput, options?: CallOptions) => Promise<CancelledBooking>;
}

/** The cancellation calls of a client. */
export function cancellationCalls(caller: Caller, { bookings }: SkyholdTrpc): CancellationCalls {
  return {
    quoteCancellation: (input, options) =>
      caller.query("bookings.quoteCancellation", options, (request) => bookings.quoteCancellation.query(input, request)),
    cancel: (input, options) => caller.mutate("bookings.cancel", options, (request) => bookings.cancel.mutate(input, request)),
  };
}
