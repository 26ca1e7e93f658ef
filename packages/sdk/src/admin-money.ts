import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** Which refunds; with `waiting`, those that staff must see to. */
export type ListRefundsInput = Inputs["admin"]["refunds"]["list"];

/** A page of refunds. `nextCursor` is null on the last one. */
export type RefundPage = Outputs["admin"]["refunds"]["list"];

/** One attempt to give money back. */
export type Refund = RefundPage["refunds"][number];

/** What `admin.refunds.retry` takes. */
export type RetryRefundInput = Inputs["admin"]["refunds"]["retry"];

/** What `admin.refunds.markPaidOutside` takes: the refund, and by what it was paid. */
export type MarkRefundPaidOutsideInput = Inputs["admin"]["refunds"]["markPaidOutside"];

/** What `admin.disputes.list` takes. */
export type ListDisputesInput = Inputs["admin"]["disputes"]["list"];

/** A payment that the card's holder contests at the bank. */
export type Dispute = Outputs["admin"]["disputes"]["list"]["disputes"][number];

/** What `admin.reconciliation.list` takes. */
export type ListDifferencesInput = Inputs["admin"]["reconciliation"]["list"];

/** A page of differences, with the last comparison. `nextCursor` is null on the last one. */
export type DifferencePage = Outputs["admin"]["reconciliation"]["list"];

/** Something on which Stripe's account and Skyhold's records do not agree. */
export type Difference = DifferencePage["differences"][number];

/** Money that goes back, is contested, or does not agree. */
export interface AdminMoneyCalls {
  /** Money that goes back. */
  readonly refunds: {
    /**
     * Attempts to give money back, newest first: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * for await (const refund of skyhold.admin.refunds.list({ waiting: true })) show(refund);
     */
    readonly list: (input?: ListRefundsInput, options?: CallOptions) => Listing<RefundPage, Refund>;
    /**
     * Tries a refund again whose every attempt has failed; answers the new attempt. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.refunds.retry({ refundId, reason: "The bank says that it works now" });
     */
    readonly retry: (input: RetryRefundInput, options?: CallOptions) => Promise<Refund>;
    /**
     * Puts on record that such a refund was paid in another way. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.refunds.markPaidOutside({ refundId, reference: "Bank transfer 2026-0712" });
     */
    readonly markPaidOutside: (input: MarkRefundPaidOutsideInput, options?: CallOptions) => Promise<Refund>;
  };
  /** Disputes, which are answered in Stripe's dashboard. */
  readonly disputes: {
    /**
     * The disputes, newest first, by page. Errors: FORBIDDEN.
     *
     * @example
     * const { disputes } = await skyhold.admin.disputes.list({ open: true });
     */
    readonly list: (input?: ListDisputesInput, options?: CallOptions) => Promise<{ disputes: Dispute[] }>;
  };
  /** Stripe's account against payments, refunds and the books. */
  readonly reconciliation: {
    /**
     * The differences, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
     *
     * @example
     * for await (const difference of skyhold.admin.reconciliation.list({ open: true })) show(difference);
     */
    readonly list: (input?: ListDifferencesInput, options?: CallOptions) => Listing<DifferencePage, Difference>;
    /**
     * Has the account compared now, beside the daily comparison; answers before it is done. Errors: FORBIDDEN.
     *
     * @example
     * await skyhold.admin.reconciliation.run();
     */
    readonly run: (options?: CallOptions) => Promise<{ queued: true }>;
  };
}

/** The calls of a client about money. */
export function adminMoneyCalls(caller: Caller, admin: SkyholdTrpc["admin"]): AdminMoneyCalls {
  return {
    refunds: refundCalls(caller, admin),
    disputes: {
      list: (input = {}, options) => caller.query("admin.disputes.list", options, (request) => admin.disputes.list.query(input, request)),
    },
    reconciliation: reconciliationCalls(caller, admin),
  };
}

function refundCalls(caller: Caller, { refunds }: SkyholdTrpc["admin"]): AdminMoneyCalls["refunds"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.refunds.list", options, (request) => refunds.list.query({ ...input, cursor }, request)),
          items: (page) => page.refunds,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    retry: (input, options) => caller.mutate("admin.refunds.retry", options, (request) => refunds.retry.mutate(input, request)),
    markPaidOutside: (input, options) =>
      caller.mutate("admin.refunds.markPaidOutside", options, (request) => refunds.markPaidOutside.mutate(input, request)),
  };
}

function reconciliationCalls(caller: Caller, { reconciliation }: SkyholdTrpc["admin"]): AdminMoneyCalls["reconciliation"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) =>
            caller.query("admin.reconciliation.list", options, (request) => reconciliation.list.query({ ...input, cursor }, request)),
          items: (page) => page.differences,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    run: (options) => caller.mutate("admin.reconciliation.run", options, (request) => reconciliation.run.mutate({}, request)),
  };
}
