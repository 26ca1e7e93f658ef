import {
  listFailedJobs,
  ListFailedJobsInput,
  ListFailedJobsOutput,
  listQueues,
  ListQueuesOutput,
  redriveJobs,
  RedriveJobsInput,
  RedrivenJobs,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { NoInput, staffProcedure } from "../../trpc.ts";

export const jobs = {
  /** How every queue of background work stands, and when it runs by itself. Errors: FORBIDDEN. */
  queues: staffProcedure
    .input(NoInput)
    .output(ListQueuesOutput)
    .query(({ ctx }) => listQueues(ctx.app)),

  /** Jobs that have failed, the latest first, by page: tried again by themselves, or waiting for staff. Errors: INVALID_INPUT, FORBIDDEN. */
  failed: staffProcedure
    .input(ListFailedJobsInput)
    .output(ListFailedJobsOutput)
    .query(({ ctx, input }) => listFailedJobs(ctx.app, input)),

  /** Puts jobs that were given up back into their queues; answers how many. Errors: INVALID_INPUT, FORBIDDEN. */
  redrive: staffProcedure.input(RedriveJobsInput).output(RedrivenJobs).mutation(once(redriveJobs)),
} satisfies TRPCRouterRecord;
