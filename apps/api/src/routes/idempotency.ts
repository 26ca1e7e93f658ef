import { getOutcome, GetOutcomeInput, Outcome } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { bookerProcedure } from "../trpc.ts";

export const idempotency = {
  /** What became of one of your calls under this idempotency key, when its answer got lost: it had its effect, is under way, or changed nothing. */
  outcome: bookerProcedure
    .input(GetOutcomeInput)
    .output(Outcome)
    .query(({ ctx, input }) => getOutcome(ctx.app, input)),
} satisfies TRPCRouterRecord;
