import { listAudits, ListAuditsInput, ListAuditsOutput, runAudit, RunAuditInput, RunAuditOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const invariants = {
  /** What the audits of all that must hold have found, the latest first. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListAuditsInput)
    .output(ListAuditsOutput)
    .query(({ ctx, input }) => listAudits(ctx.app, input)),

  /** Has all that must hold checked now, beside the nightly audit; answers before it is done. Errors: FORBIDDEN. */
  run: staffProcedure.input(RunAuditInput).output(RunAuditOutput).mutation(once(runAudit)),
} satisfies TRPCRouterRecord;
