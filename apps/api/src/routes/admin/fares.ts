import {
  changeAncillary,
  ChangeAncillaryInput,
  changeCharge,
  ChangeChargeInput,
  createAncillary,
  CreateAncillaryInput,
  createBrand,
  CreateBrandInput,
  createCharge,
  CreateChargeInput,
  endAncillary,
  EndAncillaryInput,
  endCharge,
  EndChargeInput,
  FareTables,
  listFares,
  updateBrand,
  UpdateBrandInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { NoInput, staffProcedure } from "../../trpc.ts";

export const fares = {
  /** The fare brands, and the taxes, fees and extras with the days on which they hold. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(NoInput)
    .output(FareTables)
    .query(({ ctx }) => listFares(ctx.app)),

  /** Puts a fare brand on sale, whose terms never change. Errors: INVALID_INPUT, FORBIDDEN. */
  createBrand: staffProcedure.input(CreateBrandInput).output(FareTables).mutation(once(createBrand)),

  /** Changes what a fare brand costs, withdraws it or sells it again; who bought it keeps its terms. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  updateBrand: staffProcedure.input(UpdateBrandInput).output(FareTables).mutation(once(updateBrand)),

  /** Adds a tax or a fee on departures from a day on; offers and bookings keep their price. Errors: INVALID_INPUT, FORBIDDEN. */
  createCharge: staffProcedure.input(CreateChargeInput).output(FareTables).mutation(once(createCharge)),

  /** Changes a tax or a fee for departures from a day on; offers and bookings keep their price. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  changeCharge: staffProcedure.input(ChangeChargeInput).output(FareTables).mutation(once(changeCharge)),

  /** Ends a tax or a fee with a day of departure; offers and bookings keep their price. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  endCharge: staffProcedure.input(EndChargeInput).output(FareTables).mutation(once(endCharge)),

  /** Sells an extra on departures from a day on. Errors: INVALID_INPUT, FORBIDDEN. */
  createAncillary: staffProcedure.input(CreateAncillaryInput).output(FareTables).mutation(once(createAncillary)),

  /** Changes an extra for departures from a day on; what was chosen keeps its price. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  changeAncillary: staffProcedure.input(ChangeAncillaryInput).output(FareTables).mutation(once(changeAncillary)),

  /** Ends an extra with a day of departure; what was chosen stays. Errors: INVALID_INPUT, NOT_FOUND, FORBIDDEN. */
  endAncillary: staffProcedure.input(EndAncillaryInput).output(FareTables).mutation(once(endAncillary)),
} satisfies TRPCRouterRecord;
