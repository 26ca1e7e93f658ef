import type { BookingInput, Booking } from "./bookings.ts";
import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** The extras on sale for a booking, by segment and passenger, with their prices. */
export type Ancillaries = Outputs["bookings"]["ancillaries"];

/** What `bookings.setAncillaries` takes: all extras of a booking, also those that stay. */
export type SetAncillariesInput = Inputs["bookings"]["setAncillaries"];

/** Extras of a booking. */
export interface AncillaryCalls {
  /**
   * The extras that each passenger may buy for each flight: bags, priority, lounge, Wi-Fi, meals, insurance. Errors: NOT_FOUND.
   *
   * @example
   * const extras = await skyhold.bookings.ancillaries({ bookingId });
   */
  readonly ancillaries: (input: BookingInput, options?: CallOptions) => Promise<Ancillaries>;

  /**
   * Chooses all extras of a booking before payment; the last call counts, an empty list takes them away. They are lines of the price at
   * the prices of `ancillaries`. When the `total` changes, `payments.start` opens a payment of the new amount.
   *
   * Errors: INVALID_INPUT, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING.
   *
   * @example
   * await skyhold.bookings.setAncillaries({ bookingId, ancillaries: [{ segment: 0, passenger: 0, code: "BAG", quantity: 2 }] });
   */
  readonly setAncillaries: (input: SetAncillariesInput, options?: CallOptions) => Promise<Booking>;
}

/** The calls of a client about extras. */
export function ancillaryCalls(caller: Caller, { bookings }: SkyholdTrpc): AncillaryCalls {
  return {
    ancillaries: (input, options) => caller.query("bookings.ancillaries", options, (request) => bookings.ancillaries.query(input, request)),
    setAncillaries: (input, options) =>
      caller.mutate("bookings.setAncillaries", options, (request) => bookings.setAncillaries.mutate(input, request)),
  };
}
