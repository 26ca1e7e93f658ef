import {
  AirportForStaff,
  createAirport,
  CreateAirportInput,
  listAirports,
  ListAirportsInput,
  ListAirportsOutput,
  updateAirport,
  UpdateAirportInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const airports = {
  /** The airports by code, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListAirportsInput)
    .output(ListAirportsOutput)
    .query(({ ctx, input }) => listAirports(ctx.app, input)),

  /** Adds an airport, which can be searched for at once. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateAirportInput).output(AirportForStaff).mutation(once(createAirport)),

  /** Changes an airport; with another time zone its flights keep their local departure times. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  update: staffProcedure.input(UpdateAirportInput).output(AirportForStaff).mutation(once(updateAirport)),
} satisfies TRPCRouterRecord;
