import { randomUUID } from "node:crypto";

import {
  Ancillaries,
  acceptChange,
  AcceptChangeInput,
  BoardingPass,
  Booking,
  BookingChanges,
  cancelBooking,
  CancelBookingInput,
  CancellationQuote,
  CancelledBooking,
  ChangedBooking,
  changeFlights,
  ChangeFlightsInput,
  ChangeQuote,
  changeSeats,
  CheckedIn,
  checkIn,
  CheckInInput,
  claimBookings,
  ClaimBookingsOutput,
  ChangeSeatsInput,
  CalendarDocument,
  Document,
  extendHold,
  findBooking,
  FindBookingInput,
  FoundBooking,
  getBoardingPass,
  GetBoardingPassInput,
  getBooking,
  getCalendarFile,
  GetBookingInput,
  getETicket,
  HeldBooking,
  holdForAnyone,
  HoldSeatsInput,
  listAncillaries,
  ListAncillariesInput,
  listBookings,
  listChanges,
  ListBookingsInput,
  ListBookingsOutput,
  quoteChange,
  QuoteChangeInput,
  quoteSeatChange,
  quoteCancellation,
  QuoteCancellationInput,
  releaseHold,
  SeatChangeQuote,
  setAncillaries,
  SetAncillariesInput,
  setPassengers,
  SetPassengersInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../idempotency.ts";
import { anyoneProcedure, bookerProcedure, NoInput, publicProcedure, travellerProcedure } from "../trpc.ts";

export const bookings = {
  /**
   * Holds seats at an offer's price until the booking's `expiresAt`: all of them, or none; the best together where none are named,
   * then without a charge for the choice. What chosen seats cost is in the booking's lines. With the same idempotency key
   * it answers the same booking. Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED,
   * OFFER_INVALID, HOLD_LIMIT, IDEMPOTENCY_MISMATCH. Without a session it is for a guest, `contact` is needed, and `guestToken` is the key
   * to this booking; FORBIDDEN for someone who is a guest already.
   */
  hold: anyoneProcedure
    .input(HoldSeatsInput)
    .output(HeldBooking)
    .mutation(({ ctx, input }) => holdForAnyone(ctx.app, input, ctx.idempotencyKey ?? randomUUID())),

  /** Gives an unpaid booking the time of a fresh hold, but never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE. */
  extend: bookerProcedure.input(GetBookingInput).output(Booking).mutation(once(extendHold)),

  /**
   * Moves the party to other seats of its cabin, before or after payment: all of them, or none. Before payment the total follows the
   * seats' prices, and `payments.start` opens a payment of the new amount; after it, cheaper seats are refunded by the difference, and
   * dearer ones paid for by `payments.start` with `seats`.
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, SEAT_SURCHARGE_DUE.
   */
  changeSeats: bookerProcedure.input(ChangeSeatsInput).output(Booking).mutation(once(changeSeats)),

  /**
   * What other seats would cost at this moment, passenger by passenger, and what would stand in the way. Changes nothing.
   * Errors: SEAT_UNKNOWN, SEAT_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT.
   */
  quoteSeatChange: bookerProcedure
    .input(ChangeSeatsInput)
    .output(SeatChangeQuote)
    .query(({ ctx, input }) => quoteSeatChange(ctx.app, input)),

  /** The extras that each passenger may buy for each flight, with their prices and how many are chosen. Errors: NOT_FOUND. */
  ancillaries: bookerProcedure
    .input(ListAncillariesInput)
    .output(Ancillaries)
    .query(({ ctx, input }) => listAncillaries(ctx.app, input)),

  /**
   * Chooses all extras of a booking before payment; the last call counts. The total follows, and `payments.start` opens a payment of the
   * new amount. Errors: INVALID_INPUT, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING.
   */
  setAncillaries: bookerProcedure.input(SetAncillariesInput).output(Booking).mutation(once(setAncillaries)),

  /** Gives the seats of an unpaid booking back at once. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING. */
  release: bookerProcedure.input(GetBookingInput).output(Booking).mutation(once(releaseHold)),

  /**
   * What cancelling a confirmed booking would bring, or some of its passengers or segments: every line of the price, refunded or kept,
   * and why. Nothing happens yet. Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED (it has left), INVALID_INPUT.
   */
  quoteCancellation: bookerProcedure
    .input(QuoteCancellationInput)
    .output(CancellationQuote)
    .query(({ ctx, input }) => quoteCancellation(ctx.app, input)),

  /**
   * Cancels what a quote says, on its terms; the same quote again answers the same cancellation. Errors: QUOTE_EXPIRED, QUOTE_CHANGED
   * (with the quote that holds now; nothing was cancelled), NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT.
   */
  cancel: bookerProcedure.input(CancelBookingInput).output(CancelledBooking).mutation(once(cancelBooking)),

  /**
   * What it would cost, or bring, to fly with an offer instead of some flights of a confirmed booking: what those are worth, the change fee, the price
   * of the new ones, what is due or comes back, and why. Nothing happens yet, and no seat is held. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING,
   * CHANGE_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED, OFFER_INVALID, CABIN_FULL, SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, AMOUNT_NOT_PAYABLE,
   * INVALID_INPUT.
   */
  quoteChange: bookerProcedure
    .input(QuoteChangeInput)
    .output(ChangeQuote)
    .query(({ ctx, input }) => quoteChange(ctx.app, input)),

  /**
   * Changes flights as a quote says, on its terms, where nothing is due; the same quote again answers the same change. What is due is paid by
   * `payments.start` with the quote as `change`, which then changes the flights. Errors: PAYMENT_DUE, QUOTE_EXPIRED, QUOTE_CHANGED (with the quote that
   * holds now; nothing was changed), NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, CHANGE_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED, SEAT_TAKEN,
   * SEAT_NOT_ALLOWED, INVALID_INPUT.
   */
  change: bookerProcedure.input(ChangeFlightsInput).output(ChangedBooking).mutation(once(changeFlights)),

  /** Names the passengers, in the order adults, children, infants; may be repeated until payment starts. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT, SEAT_NOT_ALLOWED. */
  setPassengers: bookerProcedure.input(SetPassengersInput).output(Booking).mutation(once(setPassengers)),

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

  /** The flights of a confirmed booking for a calendar (iCalendar), as they are expected now. Errors: NOT_FOUND, BOOKING_STATE. */
  calendarFile: bookerProcedure
    .input(GetBookingInput)
    .output(CalendarDocument)
    .query(({ ctx, input }) => getCalendarFile(ctx.app, input)),

  /** What has become of the times of a booking's flights, and whether they may be accepted or all of it given back. Errors: NOT_FOUND. */
  changes: bookerProcedure
    .input(GetBookingInput)
    .output(BookingChanges)
    .query(({ ctx, input }) => listChanges(ctx.app, input)),

  /**
   * Accepts the latest change of a flight: from then on its times are those that were bought, and the old ones give no refund.
   * Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT (it has changed again).
   */
  acceptChange: bookerProcedure.input(AcceptChangeInput).output(BookingChanges).mutation(once(acceptChange)),

  /**
   * Checks passengers in for one flight, from 48 hours to 60 minutes before departure; who is checked in already stays so.
   * Errors: CHECK_IN_CLOSED (with its times), BOOKING_STATE, FLIGHT_STATE, INVALID_INPUT (no document, no seat), NOT_FOUND.
   */
  checkIn: bookerProcedure.input(CheckInInput).output(CheckedIn).mutation(once(checkIn)),

  /** The boarding pass of a passenger who is checked in, with gate and times as they are now. Errors: NOT_CHECKED_IN, FLIGHT_STATE, NOT_FOUND, INVALID_INPUT. */
  boardingPass: bookerProcedure
    .input(GetBoardingPassInput)
    .output(BoardingPass)
    .query(({ ctx, input }) => getBoardingPass(ctx.app, input)),
} satisfies TRPCRouterRecord;
