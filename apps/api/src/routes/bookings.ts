import { randomUUID } from "node:crypto";

import {
  Booking,
  cancelBooking,
  CancelBookingInput,
  CancellationQuote,
  CancelledBooking,
  changeSeats,
  ChangeSeatsInput,
  Document,
  extendHold,
  getBooking,
  GetBookingInput,
  getETicket,
  holdSeats,
  HoldSeatsInput,
  listBookings,
  ListBookingsInput,
  ListBookingsOutput,
  quoteSeatChange,
  quoteCancellation,
  QuoteCancellationInput,
  releaseHold,
  SeatChangeQuote,
  setPassengers,
  SetPassengersInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../idempotency.ts";
import { travellerProcedure } from "../trpc.ts";

export const bookings = {
  /**
   * Holds seats at an offer's price until the booking's `expiresAt`: all of them, or none; the best together where none are named,
   * then without a charge for the choice. What chosen seats cost is in the booking's lines. With the same idempotency key
   * it answers the same booking. Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED,
   * OFFER_INVALID, HOLD_LIMIT, IDEMPOTENCY_MISMATCH.
   */
  hold: travellerProcedure
    .input(HoldSeatsInput)
    .output(Booking)
    .mutation(({ ctx, input }) => holdSeats(ctx.app, input, ctx.idempotencyKey ?? randomUUID())),

  /** Gives an unpaid booking the time of a fresh hold, but never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE. */
  extend: travellerProcedure.input(GetBookingInput).output(Booking).mutation(once(extendHold)),

  /**
   * Moves the party to other seats of its cabin, before or after payment: all of them, or none. Before payment the total follows the
   * seats' prices, and `payments.start` opens a payment of the new amount; after it, cheaper seats are refunded by the difference, and
   * dearer ones paid for by `payments.start` with `seats`.
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, SEAT_SURCHARGE_DUE.
   */
  changeSeats: travellerProcedure.input(ChangeSeatsInput).output(Booking).mutation(once(changeSeats)),

  /**
   * What other seats would cost at this moment, passenger by passenger, and what would stand in the way. Changes nothing.
   * Errors: SEAT_UNKNOWN, SEAT_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT.
   */
  quoteSeatChange: travellerProcedure
    .input(ChangeSeatsInput)
    .output(SeatChangeQuote)
    .query(({ ctx, input }) => quoteSeatChange(ctx.app, input)),

  /** Gives the seats of an unpaid booking back at once. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING. */
  release: travellerProcedure.input(GetBookingInput).output(Booking).mutation(once(releaseHold)),

  /**
   * What cancelling a confirmed booking would bring, or some of its passengers or segments: every line of the price, refunded or kept,
   * and why. Nothing happens yet. Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED (it has left), INVALID_INPUT.
   */
  quoteCancellation: travellerProcedure
    .input(QuoteCancellationInput)
    .output(CancellationQuote)
    .query(({ ctx, input }) => quoteCancellation(ctx.app, input)),

  /**
   * Cancels what a quote says, on its terms; the same quote again answers the same cancellation. Errors: QUOTE_EXPIRED, QUOTE_CHANGED
   * (with the quote that holds now; nothing was cancelled), NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT.
   */
  cancel: travellerProcedure.input(CancelBookingInput).output(CancelledBooking).mutation(once(cancelBooking)),

  /** Names the passengers, in the order adults, children, infants; may be repeated until payment starts. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT, SEAT_NOT_ALLOWED. */
  setPassengers: travellerProcedure.input(SetPassengersInput).output(Booking).mutation(once(setPassengers)),

  /** One of your bookings. Errors: NOT_FOUND, also for another's. */
  get: travellerProcedure
    .input(GetBookingInput)
    .output(Booking)
    .query(({ ctx, input }) => getBooking(ctx.app, input)),

  /** Your bookings, newest first, by page. */
  list: travellerProcedure
    .input(ListBookingsInput)
    .output(ListBookingsOutput)
    .query(({ ctx, input }) => listBookings(ctx.app, input)),

  /** The e-ticket of a confirmed booking as a PDF. Errors: NOT_FOUND, BOOKING_STATE. */
  eTicket: travellerProcedure
    .input(GetBookingInput)
    .output(Document)
    .query(({ ctx, input }) => getETicket(ctx.app, input)),
} satisfies TRPCRouterRecord;
