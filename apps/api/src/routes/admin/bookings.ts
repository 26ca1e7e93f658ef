import { randomUUID } from "node:crypto";

import {
  addBookingNote,
  AddBookingNoteInput,
  AddedBookingNote,
  Booking,
  BookingEvent,
  BookingRecord,
  cancelBookingForStaff,
  CancelBookingForStaffInput,
  changeSeatsForStaff,
  ChangeSeatsForStaffInput,
  Document,
  extendHoldForStaff,
  ExtendHoldForStaffInput,
  getBookingForStaff,
  GetBookingInput,
  getETicketForStaff,
  HeldForTraveller,
  holdForTraveller,
  HoldForTravellerInput,
  quoteCancellationForStaff,
  QuoteCancellationInput,
  quoteSeatChangeForStaff,
  QuoteSeatChangeForStaffInput,
  SeatChangeQuote,
  searchBookings,
  SearchBookingsInput,
  SearchBookingsOutput,
  setPassengersForStaff,
  SetPassengersInput,
  StaffCancellationQuote,
  StaffCancelledBooking,
  StartedPayment,
  startPaymentForStaff,
  watchBooking,
  WatchBookingInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../../event-stream.ts";
import { once, onceByNature } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const bookings = {
  /** Anybody's bookings, newest first, by page: by locator, name, e-mail address, ticket, flight, day. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(SearchBookingsInput)
    .output(SearchBookingsOutput)
    .query(({ ctx, input }) => searchBookings(ctx.app, input)),

  /** Anybody's booking, with its payments, refunds and entries in the books, and all that happened to it. Errors: NOT_FOUND, FORBIDDEN. */
  get: staffProcedure
    .input(GetBookingInput)
    .output(BookingRecord)
    .query(({ ctx, input }) => getBookingForStaff(ctx.app, input)),

  /**
   * Anybody's booking as `get` answers it, and from then on each time that it, its money, its messages or one of its flights has changed.
   * Server-sent events; `Last-Event-ID` goes on where a stream was cut. Errors: NOT_FOUND, OVERLOADED, FORBIDDEN.
   */
  watch: staffProcedure
    .input(WatchBookingInput)
    .output(eventStream(BookingEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchBooking(ctx.app, input, listening))),

  /** What a cancellation would bring by the rules, with the compensation that may be due beside it. Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN. */
  quoteCancellation: staffProcedure
    .input(QuoteCancellationInput)
    .output(StaffCancellationQuote)
    .query(({ ctx, input }) => quoteCancellationForStaff(ctx.app, input)),

  /**
   * Cancels anybody's booking, or a part of it, with the refund of the rules or in full; one that is not paid is released. The same
   * idempotency key answers the same cancellation. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN.
   */
  cancel: staffProcedure
    .input(CancelBookingForStaffInput)
    .output(StaffCancelledBooking)
    .mutation(({ ctx, input }) => cancelBookingForStaff(ctx.app, input, ctx.idempotencyKey ?? randomUUID())),

  /**
   * Holds seats for a traveller at an offer's price, as for a guest who is reached at `contact`; `payLink` is theirs, to name the passengers
   * and to pay. With the same idempotency key it answers the same booking. Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED,
   * FLIGHT_CLOSED, OFFER_EXPIRED, OFFER_INVALID, IDEMPOTENCY_MISMATCH, INVALID_INPUT, FORBIDDEN.
   */
  hold: staffProcedure
    .input(HoldForTravellerInput)
    .output(HeldForTraveller)
    .mutation(({ ctx, input }) => holdForTraveller(ctx.app, input, ctx.idempotencyKey ?? randomUUID())),

  /** Names the passengers of anybody's held booking. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT, FORBIDDEN. */
  setPassengers: staffProcedure.input(SetPassengersInput).output(Booking).mutation(once(setPassengersForStaff)),

  /**
   * Opens the payment of anybody's unpaid booking and keeps its seats until `payBy`. Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED,
   * FLIGHT_CLOSED, BOOKING_STATE, PAYMENT_PENDING, AMOUNT_NOT_PAYABLE, PAYMENT_PROVIDER_UNAVAILABLE, FORBIDDEN.
   */
  startPayment: staffProcedure.input(GetBookingInput).output(StartedPayment).mutation(onceByNature(startPaymentForStaff)),

  /** Gives anybody's unpaid booking the time of a fresh hold, never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE, FORBIDDEN. */
  extend: staffProcedure.input(ExtendHoldForStaffInput).output(Booking).mutation(once(extendHoldForStaff)),

  /** What other seats would cost anybody's party at this moment, and what would stand in the way. Errors: SEAT_UNKNOWN, SEAT_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, FORBIDDEN. */
  quoteSeatChange: staffProcedure
    .input(QuoteSeatChangeForStaffInput)
    .output(SeatChangeQuote)
    .query(({ ctx, input }) => quoteSeatChangeForStaff(ctx.app, input)),

  /**
   * Moves anybody's party to other seats of its cabin: all of them, or none. With `waived` terms dearer seats cost nothing more.
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, SEAT_SURCHARGE_DUE, INVALID_INPUT, FORBIDDEN.
   */
  changeSeats: staffProcedure.input(ChangeSeatsForStaffInput).output(Booking).mutation(once(changeSeatsForStaff)),

  /** Keeps a note on anybody's booking, for staff alone. Errors: NOT_FOUND, FORBIDDEN. */
  addNote: staffProcedure.input(AddBookingNoteInput).output(AddedBookingNote).mutation(once(addBookingNote)),

  /** The e-ticket of anybody's confirmed booking, as a PDF. Errors: NOT_FOUND, BOOKING_STATE, FORBIDDEN. */
  eTicket: staffProcedure
    .input(GetBookingInput)
    .output(Document)
    .query(({ ctx, input }) => getETicketForStaff(ctx.app, input)),
} satisfies TRPCRouterRecord;
