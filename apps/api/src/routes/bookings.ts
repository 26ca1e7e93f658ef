import {
  Booking,
  changeSeats,
  claimBookings,
  ClaimBookingsOutput,
  ChangeSeatsInput,
  Document,
  extendHold,
  findBooking,
  FindBookingInput,
  FoundBooking,
  getBooking,
  GetBookingInput,
  getETicket,
  HeldBooking,
  holdForAnyone,
  HoldSeatsInput,
  listBookings,
  ListBookingsInput,
  ListBookingsOutput,
  releaseHold,
  setPassengers,
  SetPassengersInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { anyoneProcedure, bookerProcedure, NoInput, publicProcedure, travellerProcedure } from "../trpc.ts";

export const bookings = {
  /**
   * Holds seats at an offer's price until the booking's `expiresAt`: all of them, or none; the best together where none are named. With the same idempotency key
   * it answers the same booking. Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED,
   * OFFER_INVALID, HOLD_LIMIT, IDEMPOTENCY_MISMATCH. Without a session it is for a guest, `contact` is needed, and `guestToken` is the key
   * to this booking; FORBIDDEN for someone who is a guest already.
   */
  hold: anyoneProcedure
    .input(HoldSeatsInput)
    .output(HeldBooking)
    .mutation(({ ctx, input }) => holdForAnyone(ctx.app, input, ctx.idempotencyKey)),

  /** Gives an unpaid booking the time of a fresh hold, but never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE. */
  extend: bookerProcedure
    .input(GetBookingInput)
    .output(Booking)
    .mutation(({ ctx, input }) => extendHold(ctx.app, input)),

  /**
   * Moves the party to other seats of its cabin, before or after payment: all of them, or none.
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE.
   */
  changeSeats: bookerProcedure
    .input(ChangeSeatsInput)
    .output(Booking)
    .mutation(({ ctx, input }) => changeSeats(ctx.app, input)),

  /** Gives the seats of an unpaid booking back at once. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING. */
  release: bookerProcedure
    .input(GetBookingInput)
    .output(Booking)
    .mutation(({ ctx, input }) => releaseHold(ctx.app, input)),

  /** Names the passengers, in the order adults, children, infants; may be repeated until payment starts. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT. */
  setPassengers: bookerProcedure
    .input(SetPassengersInput)
    .output(Booking)
    .mutation(({ ctx, input }) => setPassengers(ctx.app, input)),

  /** One of your bookings. Errors: NOT_FOUND, also for another's. */
  get: bookerProcedure
    .input(GetBookingInput)
    .output(Booking)
    .query(({ ctx, input }) => getBooking(ctx.app, input)),

  /** Your bookings, newest first, by page. */
  list: travellerProcedure
    .input(ListBookingsInput)
    .output(ListBookingsOutput)
    .query(({ ctx, input }) => listBookings(ctx.app, input)),

  /**
   * The trip and the seats of a booking, for whoever has its locator and a surname. Nothing about people, and no way to change it. A change by
   * its method, so that names stay out of addresses. Errors: NOT_FOUND, the same for an unknown locator and a wrong surname; RATE_LIMITED.
   */
  find: publicProcedure
    .input(FindBookingInput)
    .output(FoundBooking)
    .mutation(({ ctx, input }) => findBooking(ctx.app, input)),

  /** Takes over what was bought without an account under your verified address; `auth.verifyEmail` does it too. Errors: EMAIL_UNVERIFIED. */
  claim: travellerProcedure
    .input(NoInput)
    .output(ClaimBookingsOutput)
    .mutation(({ ctx }) => claimBookings(ctx.app)),

  /** The e-ticket of a confirmed booking as a PDF. Errors: NOT_FOUND, BOOKING_STATE. */
  eTicket: bookerProcedure
    .input(GetBookingInput)
    .output(Document)
    .query(({ ctx, input }) => getETicket(ctx.app, input)),
} satisfies TRPCRouterRecord;
