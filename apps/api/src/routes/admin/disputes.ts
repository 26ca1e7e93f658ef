import { listDisputes, ListDisputesInput, ListDisputesOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const disputes = {
  /** Payments that card holders contest at their banks, newest first, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListDisputesInput)
    .output(ListDisputesOutput)
    .query(({ ctx, input }) => listDisputes(ctx.app, input)),
} satisfies TRPCRouterRecord;
