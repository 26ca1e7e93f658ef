import {
  FlightDetails,
  FlightEvents,
  getFlight,
  GetFlightInput,
  priceCalendar,
  PriceCalendarInput,
  PriceCalendarOutput,
  searchFlights,
  SearchFlightsInput,
  SearchFlightsOutput,
  watchFlight,
  WatchFlightInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../event-stream.ts";
import { publicProcedure } from "../trpc.ts";

export const flights = {
  /**
   * Finds ways on sale that have seats for the whole party, as priced, signed offers of each leg, by page and in the order asked for.
   * An offer's total is what will be charged, until `expiresAt`. Errors: INVALID_INPUT, OFFER_INVALID.
   */
  search: publicProcedure
    .input(SearchFlightsInput)
    .output(SearchFlightsOutput)
    .query(({ ctx, input }) => searchFlights(ctx.app, input)),

  /** The cheapest price of each day around a date, for the whole party. Errors: INVALID_INPUT. */
  calendar: publicProcedure
    .input(PriceCalendarInput)
    .output(PriceCalendarOutput)
    .query(({ ctx, input }) => priceCalendar(ctx.app, input)),

  /** One flight with its status and the free seats of its cabins. Errors: NOT_FOUND. */
  get: publicProcedure
    .input(GetFlightInput)
    .output(FlightDetails)
    .query(({ ctx, input }) => getFlight(ctx.app, input)),

  /**
   * One flight as it stands, and from then on each time that its status, times, gate, terminal or aircraft have changed. Server-sent
   * events; `Last-Event-ID` goes on where a stream was cut. Errors: NOT_FOUND, OVERLOADED.
   */
  watch: publicProcedure
    .input(WatchFlightInput)
    .output(eventStream(FlightEvents))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchFlight(ctx.app, input, listening))),
} satisfies TRPCRouterRecord;
