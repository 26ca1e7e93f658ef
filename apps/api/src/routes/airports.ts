import { AirportDetails, getAirport, GetAirportInput, searchAirports, SearchAirportsInput, SearchAirportsOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { publicProcedure } from "../trpc.ts";

export const airports = {
  /** Airports and metropolitan areas by what a traveller types, the best match first; accents and slips of the finger are forgiven. */
  search: publicProcedure
    .input(SearchAirportsInput)
    .output(SearchAirportsOutput)
    .query(({ ctx, input }) => searchAirports(ctx.app, input)),

  /** One airport or metropolitan area, with the airports near it. Errors: NOT_FOUND. */
  get: publicProcedure
    .input(GetAirportInput)
    .output(AirportDetails)
    .query(({ ctx, input }) => getAirport(ctx.app, input)),
} satisfies TRPCRouterRecord;
