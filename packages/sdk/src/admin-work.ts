import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** Which payments. */
export type ListPaymentsInput = Inputs["admin"]["payments"]["list"];

/** A page of payments. `nextCursor` is null on the last one. */
export type PaymentPage = Outputs["admin"]["payments"]["list"];

/** An attempt to pay, as staff see it. */
export type PaymentForStaff = PaymentPage["payments"][number];

/** How a queue of background work stands. */
export type QueueState = Outputs["admin"]["jobs"]["queues"]["queues"][number];

/** Of which queue. */
export type ListFailedJobsInput = Inputs["admin"]["jobs"]["failed"];

/** A page of failed jobs. `nextCursor` is null on the last one. */
export type FailedJobPage = Outputs["admin"]["jobs"]["failed"];

/** A job that has failed, and why. */
export type FailedJob = FailedJobPage["jobs"][number];

/** What `admin.jobs.redrive` takes: which jobs, all when left out, and why. */
export type RedriveJobsInput = Inputs["admin"]["jobs"]["redrive"];

/** Payments, and the work that goes on behind the scenes. */
export interface AdminWorkCalls {
  /** Everyone's attempts to pay. */
  readonly payments: {
    /**
     * The payments, newest first: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * for await (const payment of skyhold.admin.payments.list({ state: "failed" })) show(payment);
     */
    readonly list: (input?: ListPaymentsInput, options?: CallOptions) => Listing<PaymentPage, PaymentForStaff>;
  };
  /** Background work. */
  readonly jobs: {
    /**
     * How every queue stands, and when it runs by itself. Errors: FORBIDDEN.
     *
     * @example
     * const { queues } = await skyhold.admin.jobs.queues();
     */
    readonly queues: (options?: CallOptions) => Promise<{ queues: QueueState[] }>;
    /**
     * Jobs that have failed, the latest first: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * for await (const job of skyhold.admin.jobs.failed()) show(job);
     */
    readonly failed: (input?: ListFailedJobsInput, options?: CallOptions) => Listing<FailedJobPage, FailedJob>;
    /**
     * Puts jobs that were given up back into their queues; answers how many. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { redriven } = await skyhold.admin.jobs.redrive({ reason: "The mail server is back" });
     */
    readonly redrive: (input: RedriveJobsInput, options?: CallOptions) => Promise<{ redriven: number }>;
  };
}

/** The calls of a client about payments and background work. */
export function adminWorkCalls(caller: Caller, { jobs, payments }: SkyholdTrpc["admin"]): AdminWorkCalls {
  return {
    payments: {
      list: (input = {}, options) =>
        listing(
          {
            read: (cursor) => caller.query("admin.payments.list", options, (request) => payments.list.query({ ...input, cursor }, request)),
            items: (page) => page.payments,
            nextCursor: (page) => page.nextCursor,
          },
          input.cursor,
        ),
    },
    jobs: {
      queues: (options) => caller.query("admin.jobs.queues", options, (request) => jobs.queues.query({}, request)),
      failed: (input = {}, options) =>
        listing(
          {
            read: (cursor) => caller.query("admin.jobs.failed", options, (request) => jobs.failed.query({ ...input, cursor }, request)),
            items: (page) => page.jobs,
            nextCursor: (page) => page.nextCursor,
          },
          input.cursor,
        ),
      redrive: (input, options) => caller.mutate("admin.jobs.redrive", options, (request) => jobs.redrive.mutate(input, request)),
    },
  };
}
