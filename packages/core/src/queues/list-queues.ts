import { readQueues } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { jobSchemas } from "../jobs.ts";
import { instantOf } from "../time.ts";

/** The work that waits for a worker, by kind. */
export const ListQueuesOutput = z.strictObject({
  queues: z.array(
    z.strictObject({
      name: z.string().describe("`payment.capture`; more may come"),
      waiting: z.int().describe("Due, or due later"),
      retrying: z.int().describe("Failed before, and tried again by itself"),
      active: z.int(),
      dead: z.int().describe("Failed at every try, and waiting for staff"),
      completed: z.int().describe("Of those that are still kept"),
      lastCompletedAt: z.date().nullable(),
      cron: z.string().nullable().describe("When it runs by itself, five fields, UTC; null where only something that happened asks for it"),
    }),
  ),
});
export type ListQueuesOutput = z.infer<typeof ListQueuesOutput>;

/** How every queue of background work stands, and when it runs by itself. */
export async function listQueues(ctx: Context<Staff>): Promise<ListQueuesOutput> {
  const rows = await readQueues(ctx.db, Object.keys(jobSchemas));
  return {
    queues: rows.map((row) => ({ ...row, lastCompletedAt: row.lastCompletedAt === null ? null : instantOf(row.lastCompletedAt) })),
  };
}
