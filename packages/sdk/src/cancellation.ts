import type { Inputs, Outputs } from "./contract.ts";

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
