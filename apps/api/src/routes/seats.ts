import { getSeatMap, GetSeatMapInput, SeatEvent, SeatMap, watchSeats, WatchSeatsInput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../event-stream.ts";
import { publicProcedure } from "../trpc.ts";

export const seats = {
  /**
   * The seats of a flight at this moment: free, held, sold, blocked, or yours (with the end of your hold), and what choosing one costs
   * an adult, under a fare brand where one is named. Never whose. Errors: NOT_FOUND, INVALID_INPUT.
   */
  map: publicProcedure
    .input(GetSeatMapInput)
    .output(SeatMap)
    .query(({ ctx, input }) => getSeatMap(ctx.app, input)),

  /**
   * The seats of a flight from now on: first all of them, then every change within a moment, also of holds that run out. Server-sent
   * events; `Last-Event-ID` goes on where a stream was cut. Errors: NOT_FOUND, OVERLOADED.
   */
  watch: publicProcedure
    .input(WatchSeatsInput)
    .output(eventStream(SeatEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchSeats(ctx.app, input, listening))),
} satisfies TRPCRouterRecord;
