import { supplyCalls } from "./admin-supply.ts";
import type { CreateFlight, SupplyCalls } from "./admin-supply.ts";
import { staffBookingCalls } from "./admin-bookings.ts";
import type { StaffBookingCalls } from "./admin-bookings.ts";
import { adminBookingReads, adminFlightReads, adminOverviewCalls } from "./admin-reads.ts";
import type { AdminBookingReads, AdminFlightReads, AdminOverviewCalls } from "./admin-reads.ts";
import { adminWorkCalls } from "./admin-work.ts";
import type { AdminWorkCalls } from "./admin-work.ts";
import { adminUserCalls } from "./admin-users.ts";
import type { AdminUserCalls } from "./admin-users.ts";
import type { Caller } from "./caller.ts";
import type { QuoteCancellationInput } from "./cancellation.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { flightOperations } from "./flight-operations.ts";
import type { FlightOperations } from "./flight-operations.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SeatMap } from "./seats.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.flights.blockSeats` takes: seats of a flight, and why. */
export type BlockSeatsInput = Inputs["admin"]["flights"]["blockSeats"];

/** What `admin.flights.unblockSeats` takes: blocked seats of a flight. */
export type UnblockSeatsInput = Inputs["admin"]["flights"]["unblockSeats"];

/** What a cancellation would bring by the rules, with the compensation that may be due beside it. */
export type StaffCancellationQuote = Outputs["admin"]["bookings"]["quoteCancellation"];

/** What `admin.bookings.cancel` takes: what to cancel, how much comes back, and why. */
export type StaffCancelInput = Inputs["admin"]["bookings"]["cancel"];

/** What staff have cancelled. */
export type StaffCancelledBooking = Outputs["admin"]["bookings"]["cancel"];

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

/** What `admin.notifications.list` takes: which messages; `failed` are those that wait for staff. */
export type ListMessagesInput = Inputs["admin"]["notifications"]["list"];

/** A page of messages. `nextCursor` is null on the last one. */
export type MessagePage = Outputs["admin"]["notifications"]["list"];

/** A message with what has become of its mail. */
export type MessageForStaff = MessagePage["notifications"][number];

/** A message as its mail looks: show `html` in a sandboxed frame. */
export type MessagePreview = Outputs["admin"]["notifications"]["preview"];

/** What `admin.notifications.retry` takes: the message, and why it may get through now. */
export type RetryMessageInput = Inputs["admin"]["notifications"]["retry"];

/** What staff do. Each call fails with FORBIDDEN for everyone else, and is written to the audit log. */
export interface AdminCalls extends SupplyCalls, AdminOverviewCalls, AdminWorkCalls {
  /** Anybody's bookings. */
  readonly bookings: AdminBookingReads & {
    /** What a cancellation would bring by the rules. Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN. */
    readonly quoteCancellation: (input: QuoteCancellationInput, options?: CallOptions) => Promise<StaffCancellationQuote>;
    /**
     * Cancels a booking or a part of it, with the refund of the rules or in full; one that is not paid is released.
     *
     * Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN.
     */
    readonly cancel: (input: StaffCancelInput, options?: CallOptions) => Promise<StaffCancelledBooking>;
  } & StaffBookingCalls;
  /** Money that goes back. */
  readonly refunds: {
    /** Attempts to give money back, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListRefundsInput, options?: CallOptions) => Listing<RefundPage, Refund>;
    /** Tries a refund again whose every attempt has failed; answers the new attempt. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN. */
    readonly retry: (input: RetryRefundInput, options?: CallOptions) => Promise<Refund>;
    /** Puts on record that such a refund was paid in another way. Errors: REFUND_STATE, NOT_FOUND, FORBIDDEN. */
    readonly markPaidOutside: (input: MarkRefundPaidOutsideInput, options?: CallOptions) => Promise<Refund>;
  };
  /** Flights and their seats. */
  readonly flights: AdminFlightReads & {
    /** Puts a single flight on sale, with the cabins and seats of its aircraft. Errors: INVALID_INPUT, FORBIDDEN. */
    readonly create: CreateFlight;

    /**
     * Takes seats of a flight out of sale: all of them, or none when one is held, sold or blocked already.
     *
     * Errors: SEAT_TAKEN, SEAT_UNKNOWN, FORBIDDEN.
     */
    readonly blockSeats: (input: BlockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
    /** Puts blocked seats on sale again; seats that are not blocked stay as they are. Errors: NOT_FOUND, FORBIDDEN. */
    readonly unblockSeats: (input: UnblockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
  } & FlightOperations;
  /** Disputes, which are answered in Stripe's dashboard. */
  readonly disputes: {
    /** The disputes, newest first, by page. Errors: FORBIDDEN. */
    readonly list: (input?: ListDisputesInput, options?: CallOptions) => Promise<{ disputes: Dispute[] }>;
  };
  /** Stripe's account against payments, refunds and the books. */
  readonly reconciliation: {
    /** The differences, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListDifferencesInput, options?: CallOptions) => Listing<DifferencePage, Difference>;
    /** Has the account compared now, beside the daily comparison; answers before it is done. Errors: FORBIDDEN. */
    readonly run: (options?: CallOptions) => Promise<{ queued: true }>;
  };
  /** What everyone was told of. */
  readonly notifications: {
    /** The messages, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN. */
    readonly list: (input?: ListMessagesInput, options?: CallOptions) => Listing<MessagePage, MessageForStaff>;
    /** A message as its mail would look if it were sent now. Errors: NOT_FOUND, FORBIDDEN. */
    readonly preview: (input: Inputs["admin"]["notifications"]["preview"], options?: CallOptions) => Promise<MessagePreview>;
    /** Sends a message again that has failed for good. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN. */
    readonly retry: (input: RetryMessageInput, options?: CallOptions) => Promise<MessageForStaff>;
    /** Sends a traveller's message about a booking once more, to the booking's contact. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN. */
    readonly resend: (input: RetryMessageInput, options?: CallOptions) => Promise<MessageForStaff>;
  };
  /** People, for admins. */
  readonly users: AdminUserCalls;
}

/** The staff calls of a client. */
export function adminCalls(caller: Caller, trpc: SkyholdTrpc, subscribe: Subscribe): AdminCalls {
  const { admin } = trpc;
  return {
    ...supplyCalls(caller, trpc),
    ...adminOverviewCalls(caller, admin, subscribe),
    ...adminWorkCalls(caller, admin),
    bookings: {
      ...adminBookingReads(caller, admin),
      quoteCancellation: (input, options) =>
        caller.query("admin.bookings.quoteCancellation", options, (request) => admin.bookings.quoteCancellation.query(input, request)),
      cancel: (input, options) =>
        caller.mutate("admin.bookings.cancel", options, (request) => admin.bookings.cancel.mutate(input, request)),
      ...staffBookingCalls(caller, admin),
    },
    refunds: refundCalls(caller, admin),
    flights: {
      ...adminFlightReads(caller, admin),
      create: (input, options) => caller.mutate("admin.flights.create", options, (request) => admin.flights.create.mutate(input, request)),
      blockSeats: (input, options) =>
        caller.mutate("admin.flights.blockSeats", options, (request) => admin.flights.blockSeats.mutate(input, request)),
      unblockSeats: (input, options) =>
        caller.mutate("admin.flights.unblockSeats", options, (request) => admin.flights.unblockSeats.mutate(input, request)),
      ...flightOperations(caller, admin),
    },
    disputes: {
      list: (input = {}, options) => caller.query("admin.disputes.list", options, (request) => admin.disputes.list.query(input, request)),
    },
    reconciliation: reconciliationCalls(caller, admin),
    notifications: notificationCalls(caller, admin),
    users: adminUserCalls(caller, admin),
  };
}

function refundCalls(caller: Caller, { refunds }: SkyholdTrpc["admin"]): AdminCalls["refunds"] {
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

function reconciliationCalls(caller: Caller, { reconciliation }: SkyholdTrpc["admin"]): AdminCalls["reconciliation"] {
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

function notificationCalls(caller: Caller, { notifications }: SkyholdTrpc["admin"]): AdminCalls["notifications"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) =>
            caller.query("admin.notifications.list", options, (request) => notifications.list.query({ ...input, cursor }, request)),
          items: (page) => page.notifications,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    preview: (input, options) =>
      caller.query("admin.notifications.preview", options, (request) => notifications.preview.query(input, request)),
    retry: (input, options) => caller.mutate("admin.notifications.retry", options, (request) => notifications.retry.mutate(input, request)),
    resend: (input, options) =>
      caller.mutate("admin.notifications.resend", options, (request) => notifications.resend.mutate(input, request)),
  };
}
