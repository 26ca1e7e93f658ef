import { listPayments, ListPaymentsInput, ListPaymentsOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const payments = {
  /** Everyone's attempts to pay, newest first, by page: by locator, Stripe's id, state, or those that do not move on. Errors: INVALID_INPUT, FORBIDDEN. */
  list: staffProcedure
    .input(ListPaymentsInput)
    .output(ListPaymentsOutput)
    .query(({ ctx, input }) => listPayments(ctx.app, input)),
} satisfies TRPCRouterRecord;
