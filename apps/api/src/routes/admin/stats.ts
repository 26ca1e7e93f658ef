import { getToday, GetTodayInput, Today } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const stats = {
  /** The figures of today: sales over some days, departures, holds that run out, and what waits for somebody. Errors: FORBIDDEN. */
  today: staffProcedure
    .input(GetTodayInput)
    .output(Today)
    .query(({ ctx, input }) => getToday(ctx.app, input)),
} satisfies TRPCRouterRecord;
