import { getPayment, GetPaymentInput, Payment, StartedPayment, startPayment, StartPaymentInput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { bookerProcedure } from "../trpc.ts";

export const payments = {
  /**
   * Opens the one payment of a booking and keeps its seats until `payBy`. Called again, it answers the same payment.
   * The price is the booking's own. Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, BOOKING_STATE,
   * PAYMENT_PENDING, PAYMENT_PROVIDER_UNAVAILABLE.
   */
  start: bookerProcedure
    .input(StartPaymentInput)
    .output(StartedPayment)
    .mutation(({ ctx, input }) => startPayment(ctx.app, input)),

  /** Where one of your payments stands. Errors: NOT_FOUND. */
  get: bookerProcedure
    .input(GetPaymentInput)
    .output(Payment)
    .query(({ ctx, input }) => getPayment(ctx.app, input)),
} satisfies TRPCRouterRecord;
