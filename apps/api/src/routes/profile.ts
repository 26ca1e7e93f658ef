import {
  eraseProfile,
  EraseProfileInput,
  exportProfile,
  getProfile,
  Profile,
  ProfileExport,
  updateProfile,
  UpdateProfileInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { done, NoInput, Nothing, travellerProcedure } from "../trpc.ts";

export const profile = {
  /** Your profile. The numbers of documents are masked; `passenger` is you as `bookings.setPassengers` takes you. */
  get: travellerProcedure
    .input(NoInput)
    .output(Profile)
    .query(({ ctx }) => getProfile(ctx.app)),

  /** Changes your profile: what is left out stays, null forgets. Errors: INVALID_INPUT. */
  update: travellerProcedure
    .input(UpdateProfileInput)
    .output(Profile)
    .mutation(({ ctx, input }) => updateProfile(ctx.app, input)),

  /** All that is kept of you, in full. */
  export: travellerProcedure
    .input(NoInput)
    .output(ProfileExport)
    .query(({ ctx }) => exportProfile(ctx.app)),

  /**
   * Forgets you for good; tickets, prices and payments stay and name nobody. Errors: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG;
   * BOOKING_STATE while a booking is unpaid, to be refunded or to be flown; LAST_ADMIN; RATE_LIMITED.
   */
  erase: travellerProcedure
    .input(EraseProfileInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(eraseProfile(ctx.app, input))),
} satisfies TRPCRouterRecord;
