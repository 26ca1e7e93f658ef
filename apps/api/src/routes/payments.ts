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

import { eventStream } from "../event-stream.ts";
import { onceByNature } from "../idempotency.ts";
import { travellerProcedure } from "../trpc.ts";

export const payments = {
  /**
   * Opens the one payment of a booking and keeps its seats until `payBy`. Called again, it answers the same payment.
   * The price is the booking's own. Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, FLIGHT_CLOSED, BOOKING_STATE,
   * PAYMENT_PENDING, PAYMENT_PROVIDER_UNAVAILABLE.
   */
  start: travellerProcedure.input(StartPaymentInput).output(StartedPayment).mutation(onceByNature(startPayment)),

  /** Where one of your payments stands. Errors: NOT_FOUND. */
  get: travellerProcedure
    .input(GetPaymentInput)
    .output(Payment)
    .query(({ ctx, input }) => getPayment(ctx.app, input)),

  /**
   * Where one of your payments stands, and from then on each time it has moved. Server-sent events; `Last-Event-ID` goes on where a
   * stream was cut. Errors: NOT_FOUND, OVERLOADED.
   */
  watch: travellerProcedure
    .input(WatchPaymentInput)
    .output(eventStream(PaymentEvents))
    .subscription(({ ctx, input, signal }) => watchPayment(ctx.app, input, signal ?? new AbortController().signal)),
} satisfies TRPCRouterRecord;
