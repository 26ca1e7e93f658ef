import {
  getPayment,
  GetPaymentInput,
  Payment,
  PaymentEvents,
  StartedPayment,
  startPayment,
  StartPaymentInput,
  watchPayment,
  WatchPaymentInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../event-stream.ts";
import { onceByNature } from "../idempotency.ts";
import { bookerProcedure } from "../trpc.ts";

export const payments = {
  /**
   * Opens the one payment of a booking and keeps its seats until `payBy`. Called again, it answers the same payment.
   * The price is the booking's own. With `seats`, it opens the payment of what those cost more than the seats that a confirmed
   * booking has; they are not held until the bank says yes. With `change`, the quote of `bookings.quoteChange`, it opens the payment of what is
   * due for other flights, which are the booking's when it is paid. Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, FLIGHT_CLOSED, BOOKING_STATE,
   * PAYMENT_PENDING, AMOUNT_NOT_PAYABLE, PAYMENT_PROVIDER_UNAVAILABLE; for seats also SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, INVALID_INPUT;
   * for a change these and QUOTE_EXPIRED, QUOTE_CHANGED, CHANGE_NOT_ALLOWED.
   */
  start: bookerProcedure.input(StartPaymentInput).output(StartedPayment).mutation(onceByNature(startPayment)),

  /** Where one of your payments stands. Errors: NOT_FOUND. */
  get: bookerProcedure
    .input(GetPaymentInput)
    .output(Payment)
    .query(({ ctx, input }) => getPayment(ctx.app, input)),

  /**
   * Where one of your payments stands, and from then on each time it has moved. Server-sent events; `Last-Event-ID` goes on where a
   * stream was cut. Errors: NOT_FOUND, OVERLOADED.
   */
  watch: bookerProcedure
    .input(WatchPaymentInput)
    .output(eventStream(PaymentEvents))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchPayment(ctx.app, input, listening))),
} satisfies TRPCRouterRecord;
