import {
  AirlineForStaff,
  createAirline,
  CreateAirlineInput,
  listAirlines,
  ListAirlinesInput,
  ListAirlinesOutput,
  updateAirline,
  UpdateAirlineInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const airlines = {
  /** The airlines by code, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListAirlinesInput)
    .output(ListAirlinesOutput)
    .query(({ ctx, input }) => listAirlines(ctx.app, input)),

  /** Adds an airline, which can have schedules and flights from then on. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateAirlineInput).output(AirlineForStaff).mutation(once(createAirline)),

  /** Changes an airline; its accounting code stays. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  update: staffProcedure.input(UpdateAirlineInput).output(AirlineForStaff).mutation(once(updateAirline)),
} satisfies TRPCRouterRecord;
