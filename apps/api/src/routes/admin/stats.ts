import { getToday, GetTodayInput, Today, TodayEvent, watchToday, WatchTodayInput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../../event-stream.ts";
import { staffProcedure } from "../../trpc.ts";

export const stats = {
  /** The figures of today: sales over some days, departures, holds that run out, and what waits for somebody. Errors: FORBIDDEN. */
  today: staffProcedure
    .input(GetTodayInput)
    .output(Today)
    .query(({ ctx, input }) => getToday(ctx.app, input)),

  /**
   * The figures of today and the next departures, and from then on each time that one of them has changed, within some seconds. Server-sent
   * events; `Last-Event-ID` goes on where a stream was cut. Errors: OVERLOADED, FORBIDDEN.
   */
  watch: staffProcedure
    .input(WatchTodayInput)
    .output(eventStream(TodayEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchToday(ctx.app, input, listening))),
} satisfies TRPCRouterRecord;
