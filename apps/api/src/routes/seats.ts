import { getSeatMap, GetSeatMapInput, SeatMap } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { publicProcedure } from "../trpc.ts";

export const seats = {
  /** The seats of a flight at this moment: free, held, sold, blocked, or yours (with the end of your hold). Never whose. Errors: NOT_FOUND. */
  map: publicProcedure
    .input(GetSeatMapInput)
    .output(SeatMap)
    .query(({ ctx, input }) => getSeatMap(ctx.app, input)),
} satisfies TRPCRouterRecord;
