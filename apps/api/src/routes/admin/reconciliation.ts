import {
  listDifferences,
  ListDifferencesInput,
  ListDifferencesOutput,
  runComparison,
  RunComparisonInput,
  RunComparisonOutput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const reconciliation = {
  /**
   * On what Stripe's account and our payments, refunds and books do not agree, newest first, by page, with the last comparison. A
   * difference stays until a comparison finds it gone. Errors: FORBIDDEN.
   */
  list: staffProcedure
    .input(ListDifferencesInput)
    .output(ListDifferencesOutput)
    .query(({ ctx, input }) => listDifferences(ctx.app, input)),

  /** Has Stripe's account compared now, beside the daily comparison; answers before it is done. Errors: FORBIDDEN. */
  run: staffProcedure.input(RunComparisonInput).output(RunComparisonOutput).mutation(once(runComparison)),
} satisfies TRPCRouterRecord;
