import { searchFlights, SearchFlightsInput, SearchFlightsOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

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
} satisfies TRPCRouterRecord;
