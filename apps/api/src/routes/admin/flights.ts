import {
  blockSeats,
  BlockSeatsInput,
  createFlight,
  CreateFlightInput,
  FlightDetails,
  SeatMap,
  unblockSeats,
  UnblockSeatsInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const flights = {
  /** Puts a single flight on sale, with the cabins and seats of its aircraft. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateFlightInput).output(FlightDetails).mutation(once(createFlight)),

  /** Takes seats of a flight out of sale: all of them, or none. Errors: SEAT_TAKEN (held, sold or blocked, by name), SEAT_UNKNOWN, FORBIDDEN. */
  blockSeats: staffProcedure.input(BlockSeatsInput).output(SeatMap).mutation(once(blockSeats)),

  /** Puts blocked seats on sale again. Errors: NOT_FOUND, FORBIDDEN. */
  unblockSeats: staffProcedure.input(UnblockSeatsInput).output(SeatMap).mutation(once(unblockSeats)),
} satisfies TRPCRouterRecord;
