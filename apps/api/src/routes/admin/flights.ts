import {
  blockSeats,
  BlockSeatsInput,
  getManifest,
  GetManifestInput,
  listFlights,
  ListFlightsInput,
  ListFlightsOutput,
  Manifest,
  SeatMap,
  unblockSeats,
  UnblockSeatsInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const flights = {
  /** Flights in the order of their departures, with how full they are: by number, route, day, status. Errors: INVALID_INPUT, FORBIDDEN. */
  list: staffProcedure
    .input(ListFlightsInput)
    .output(ListFlightsOutput)
    .query(({ ctx, input }) => listFlights(ctx.app, input)),

  /** A flight with who sits where, who holds a seat and until when, and which seats are blocked and why. Errors: NOT_FOUND, FORBIDDEN. */
  manifest: staffProcedure
    .input(GetManifestInput)
    .output(Manifest)
    .query(({ ctx, input }) => getManifest(ctx.app, input)),

  /** Takes seats of a flight out of sale: all of them, or none. Errors: SEAT_TAKEN (held, sold or blocked, by name), SEAT_UNKNOWN, FORBIDDEN. */
  blockSeats: staffProcedure.input(BlockSeatsInput).output(SeatMap).mutation(once(blockSeats)),

  /** Puts blocked seats on sale again. Errors: NOT_FOUND, FORBIDDEN. */
  unblockSeats: staffProcedure.input(UnblockSeatsInput).output(SeatMap).mutation(once(unblockSeats)),
} satisfies TRPCRouterRecord;
