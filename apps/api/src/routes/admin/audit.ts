import { listAuditEntries, ListAuditEntriesInput, ListAuditEntriesOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const audit = {
  /** What staff did, the latest first, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListAuditEntriesInput)
    .output(ListAuditEntriesOutput)
    .query(({ ctx, input }) => listAuditEntries(ctx.app, input)),
} satisfies TRPCRouterRecord;
