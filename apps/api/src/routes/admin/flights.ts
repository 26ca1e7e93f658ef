import { blockSeats, BlockSeatsInput, SeatMap, unblockSeats, UnblockSeatsInput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const flights = {
  /** Takes seats of a flight out of sale: all of them, or none. Errors: SEAT_TAKEN (held, sold or blocked, by name), SEAT_UNKNOWN, FORBIDDEN. */
  blockSeats: staffProcedure
    .input(BlockSeatsInput)
    .output(SeatMap)
    .mutation(({ ctx, input }) => blockSeats(ctx.app, input)),

  /** Puts blocked seats on sale again. Errors: NOT_FOUND, FORBIDDEN. */
  unblockSeats: staffProcedure
    .input(UnblockSeatsInput)
    .output(SeatMap)
    .mutation(({ ctx, input }) => unblockSeats(ctx.app, input)),
} satisfies TRPCRouterRecord;
