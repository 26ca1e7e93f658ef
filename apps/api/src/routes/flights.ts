import { searchFlights, SearchFlightsInput, SearchFlightsOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { publicProcedure } from "../trpc.ts";

export const flights = {
  /**
   * Finds direct flights on a local date that have seats for the whole party, as priced, signed offers: cheapest first.
   * An offer's total is what will be charged, until `expiresAt`. Errors: INVALID_INPUT.
   */
  search: publicProcedure
    .input(SearchFlightsInput)
    .output(SearchFlightsOutput)
    .query(({ ctx, input }) => searchFlights(ctx.app, input)),
} satisfies TRPCRouterRecord;
