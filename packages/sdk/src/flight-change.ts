import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `bookings.quoteChange` takes: indexes of the flights to replace, and an offer for the same passengers. */
export type QuoteChangeInput = Inputs["bookings"]["quoteChange"];

/** What a change of flights would cost or bring, line by line: `paid` + `due` = `price` + `refund` + `kept`. `trace` says why, in words. */
export type ChangeQuote = Outputs["bookings"]["quoteChange"];

/** What `bookings.change` takes: the booking, and `quote` of its quote. */
export type ChangeInput = Inputs["bookings"]["change"];

/** What was given up for the new flights, and the booking with them. */
export type ChangedBooking = Outputs["bookings"]["change"];

/** Flying with others than the booked flights. */
export interface FlightChangeCalls {
  /**
   * What it would cost, or bring, to fly with an offer instead of some flights of a confirmed booking. All who still travel on them change together:
   * search for the same party. Without `seats` they get the best together, free of charge. Nothing happens yet, and no seat is held.
   *
   * Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, CHANGE_NOT_ALLOWED for a fare that allows no changes and for who is checked in, FLIGHT_CLOSED,
   * OFFER_EXPIRED, OFFER_INVALID, CABIN_FULL, SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, AMOUNT_NOT_PAYABLE where less is due than a card can be charged,
   * INVALID_INPUT for flights that do not fit the rest of the trip.
   *
   * @example
   * const { quote, due, refund } = await skyhold.bookings.quoteChange({ bookingId, segments: [0], offer: offer.token });
   */
  readonly quoteChange: (input: QuoteChangeInput, options?: CallOptions) => Promise<ChangeQuote>;

  /**
   * Changes flights as a quote says, on its terms, where nothing is due: new seats and tickets at once, and what is left over is refunded. Doing it
   * twice is as good as once. What is due is paid by `payments.start({ bookingId, change: quote })`, and the flights change when it is paid.
   * Where the terms have moved since, nothing is changed, and QUOTE_CHANGED brings the quote that holds now.
   *
   * Errors: PAYMENT_DUE, QUOTE_EXPIRED, QUOTE_CHANGED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, CHANGE_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED,
   * SEAT_TAKEN, SEAT_NOT_ALLOWED, INVALID_INPUT.
   *
   * @example
   * const { booking, cancellation } = await skyhold.bookings.change({ bookingId, quote });
   */
  readonly change: (input: ChangeInput, options?: CallOptions) => Promise<ChangedBooking>;
}

/** The calls of a client that change flights. */
export function flightChangeCalls(caller: Caller, { bookings }: SkyholdTrpc): FlightChangeCalls {
  return {
    quoteChange: (input, options) => caller.query("bookings.quoteChange", options, (request) => bookings.quoteChange.query(input, request)),
    change: (input, options) => caller.mutate("bookings.change", options, (request) => bookings.change.mutate(input, request)),
  };
}
