import { FareTables, listFares } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { NoInput, staffProcedure } from "../../trpc.ts";

export const fares = {
  /** The fare brands, and the taxes and fees with the days on which they hold. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(NoInput)
    .output(FareTables)
    .query(({ ctx }) => listFares(ctx.app)),
} satisfies TRPCRouterRecord;
