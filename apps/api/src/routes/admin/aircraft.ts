import {
  Aircraft,
  ChangedLayout,
  changeLayout,
  ChangeLayoutInput,
  createAircraft,
  CreateAircraftInput,
  getAircraft,
  GetAircraftInput,
  LayoutPreview,
  listAircraft,
  ListAircraftInput,
  ListAircraftOutput,
  previewLayout,
  PreviewLayoutInput,
  updateAircraft,
  UpdateAircraftInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const aircraft = {
  /** The aircraft types by code, with the seats of their cabins, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListAircraftInput)
    .output(ListAircraftOutput)
    .query(({ ctx, input }) => listAircraft(ctx.app, input)),

  /** One aircraft type. Errors: NOT_FOUND, FORBIDDEN. */
  get: staffProcedure
    .input(GetAircraftInput)
    .output(Aircraft)
    .query(({ ctx, input }) => getAircraft(ctx.app, input)),

  /** The seats of a layout in the compact notation, or where it cannot be read; writes nothing. Errors: INVALID_INPUT, FORBIDDEN. */
  preview: staffProcedure
    .input(PreviewLayoutInput)
    .output(LayoutPreview)
    .query(({ ctx, input }) => previewLayout(ctx.app, input)),

  /** A layout in which some seats are changed, written in the compact notation; writes nothing. Errors: INVALID_INPUT, FORBIDDEN. */
  changeLayout: staffProcedure
    .input(ChangeLayoutInput)
    .output(ChangedLayout)
    .query(({ ctx, input }) => changeLayout(ctx.app, input)),

  /** Adds an aircraft type, its seats written in the compact notation. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateAircraftInput).output(Aircraft).mutation(once(createAircraft)),

  /**
   * Changes an aircraft type; another layout is for flights made from then on. Errors: INVALID_INPUT, CHANGED_MEANWHILE with a `version` that
   * is no longer so, NOT_FOUND, FORBIDDEN.
   */
  update: staffProcedure.input(UpdateAircraftInput).output(Aircraft).mutation(once(updateAircraft)),
} satisfies TRPCRouterRecord;
