import { listFailedJobs as listRows } from "@skyhold/db";
import type { FailedJobRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { jobSchemas } from "../jobs.ts";
import { instantOf } from "../time.ts";

/** The name of a queue. */
export const QueueName = z.enum(Object.keys(jobSchemas));

/** Of which queue; of all when left out. */
export const ListFailedJobsInput = z.strictObject({
  queue: QueueName.optional(),
  cursor: z.string().max(200).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListFailedJobsInput = z.infer<typeof ListFailedJobsInput>;

/** A job that has failed, and nothing that tells of a person. */
export const FailedJob = z.strictObject({
  id: z.uuid(),
  queue: z.string(),
  state: z.enum(["retrying", "dead"]).describe("`dead`: it is not tried any more until staff send it back"),
  attempts: z.int(),
  error: z.string().nullable().describe("Why the last try failed; addresses are left out"),
  subjectId: z.string().nullable().describe("What it is about, where that has an id: `pay_…`, `ntf_…`"),
  createdAt: z.date(),
  at: z.date().describe("When it was given up; for one that is retried, when it is tried next"),
});
export type FailedJob = z.infer<typeof FailedJob>;

/** A page of failed jobs. */
export const ListFailedJobsOutput = z.strictObject({
  jobs: z.array(FailedJob),
  nextCursor: z.string().nullable().describe("null on the last page"),
});
export type ListFailedJobsOutput = z.infer<typeof ListFailedJobsOutput>;

/** Jobs that have failed, the latest first: those that are tried again by themselves, and those that wait for staff. */
export async function listFailedJobs(ctx: Context<Staff>, { queue, cursor, limit }: ListFailedJobsInput): Promise<ListFailedJobsOutput> {
  const queues = queue === undefined ? Object.keys(jobSchemas) : [queue];
  const after = cursor === undefined ? null : openCursor(cursor);
  const rows = await listRows(ctx.db, { queues, after, limit: limit + 1 });
  const jobs = rows.slice(0, limit).map(toFailedJob);
  const last = jobs.at(-1);
  return { jobs, nextCursor: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null };
}

function toFailedJob({ data, error, createdAt, at, ...row }: FailedJobRow): FailedJob {
  return {
    ...row,
    error: error && withoutAddresses(error),
    subjectId: subjectOf(data),
    createdAt: instantOf(createdAt),
    at: instantOf(at),
  };
}

/** A mail server quotes the address that it refuses. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'()]+@[^\s<>"'()]+/gu, "(address)").slice(0, 500);
}

/** The first id of ours in a payload; what else stands there is nobody's to read. */
function subjectOf(data: FailedJobRow["data"]): string | null {
  const ids = Object.values(data).filter((value) => typeof value === "string");
  return ids.find((value) => /^[a-z]{3}_[0-9a-f-]{36}$/u.test(value)) ?? null;
}

function openCursor(cursor: string): { at: Date; id: string } {
  const [, time, id] = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u.exec(cursor) ?? [];
  if (time === undefined || id === undefined)
    throw invalidInput("cursor", "Use `nextCursor` of the page before as it came, or leave it out");
  return { at: instantOf(Number(time)), id };
}
