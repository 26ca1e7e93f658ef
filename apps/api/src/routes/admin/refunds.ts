import {
  listRefunds,
  ListRefundsInput,
  ListRefundsOutput,
  markRefundPaidOutside,
  MarkRefundPaidOutsideInput,
  Refund,
  retryRefund,
  RetryRefundInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const refunds = {
  /** Attempts to give money back, newest first, by page; with `waiting`, those that staff must see to. Errors: INVALID_INPUT, FORBIDDEN. */
  list: staffProcedure
    .input(ListRefundsInput)
    .output(ListRefundsOutput)
    .query(({ ctx, input }) => listRefunds(ctx.app, input)),

  /** Tries a refund again whose every attempt has failed; answers the new attempt. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN. */
  retry: staffProcedure.input(RetryRefundInput).output(Refund).mutation(once(retryRefund)),

  /** Puts on record that a refund which could not be made was paid in another way. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN. */
  markPaidOutside: staffProcedure.input(MarkRefundPaidOutsideInput).output(Refund).mutation(once(markRefundPaidOutside)),
} satisfies TRPCRouterRecord;
