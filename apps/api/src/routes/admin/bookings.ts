import { randomUUID } from "node:crypto";

import {
  BookingRecord,
  cancelBookingForStaff,
  CancelBookingForStaffInput,
  getBookingForStaff,
  GetBookingInput,
  quoteCancellationForStaff,
  QuoteCancellationInput,
  searchBookings,
  SearchBookingsInput,
  SearchBookingsOutput,
  StaffCancellationQuote,
  StaffCancelledBooking,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

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
} satisfies TRPCRouterRecord;
