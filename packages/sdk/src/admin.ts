import { adminMoneyCalls } from "./admin-money.ts";
import type { AdminMoneyCalls } from "./admin-money.ts";
import { supplyCalls } from "./admin-supply.ts";
import type { CreateFlightInput, SupplyCalls } from "./admin-supply.ts";
import { staffBookingCalls } from "./admin-bookings.ts";
import type { StaffBookingCalls } from "./admin-bookings.ts";
import { adminBookingReads, adminFlightReads, adminOverviewCalls } from "./admin-reads.ts";
import type { AdminBookingReads, AdminFlightReads, AdminOverviewCalls } from "./admin-reads.ts";
import { sandboxCalls } from "./admin-sandbox.ts";
import type { SandboxCalls } from "./admin-sandbox.ts";
import { adminWorkCalls } from "./admin-work.ts";
import type { AdminWorkCalls } from "./admin-work.ts";
import { adminUserCalls } from "./admin-users.ts";
import type { AdminUserCalls } from "./admin-users.ts";
import type { Caller } from "./caller.ts";
import type { QuoteCancellationInput } from "./cancellation.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { flightOperations } from "./flight-operations.ts";
import type { FlightOperations } from "./flight-operations.ts";
import type { FlightDetails } from "./flights.ts";
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

/** What `admin.notifications.list` takes: which messages; `failed` are those that wait for staff. */
export type ListMessagesInput = Inputs["admin"]["notifications"]["list"];

/** A page of messages. `nextCursor` is null on the last one. */
export type MessagePage = Outputs["admin"]["notifications"]["list"];

/** A message with what has become of its mail. */
export type MessageForStaff = MessagePage["notifications"][number];

/** A message as its mail looks: show `html` in a sandboxed frame. */
export type MessagePreview = Outputs["admin"]["notifications"]["preview"];

/** What `admin.notifications.preview` takes: which message. */
export type PreviewMessageInput = Inputs["admin"]["notifications"]["preview"];

/** What `admin.notifications.retry` takes: the message, and why it may get through now. */
export type RetryMessageInput = Inputs["admin"]["notifications"]["retry"];

/** What staff do. Each call fails with FORBIDDEN for everyone else, and is written to the audit log. */
export interface AdminCalls extends SupplyCalls, AdminOverviewCalls, AdminMoneyCalls, AdminWorkCalls, SandboxCalls {
  /** Anybody's bookings. */
  readonly bookings: AdminBookingReads & {
    /**
     * What a cancellation would bring by the rules. Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * const { refund, trace } = await skyhold.admin.bookings.quoteCancellation({ bookingId });
     */
    readonly quoteCancellation: (input: QuoteCancellationInput, options?: CallOptions) => Promise<StaffCancellationQuote>;
    /**
     * Cancels a booking or a part of it, with the refund of the rules or in full; one that is not paid is released.
     *
     * Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, FLIGHT_CLOSED, INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.bookings.cancel({ bookingId, refund: "rules", reason: "Asked for by telephone" });
     */
    readonly cancel: (input: StaffCancelInput, options?: CallOptions) => Promise<StaffCancelledBooking>;
  } & StaffBookingCalls;
  /** Flights and their seats. */
  readonly flights: AdminFlightReads & {
    /**
     * Puts a single flight on sale, with the cabins and seats of its aircraft. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.flights.create({ ...extraFlight, date: "2026-12-24", reason: "Extra flight before Christmas" });
     */
    readonly create: (input: CreateFlightInput, options?: CallOptions) => Promise<FlightDetails>;

    /**
     * Takes seats of a flight out of sale: all of them, or none when one is held, sold or blocked already.
     *
     * Errors: SEAT_TAKEN, SEAT_UNKNOWN, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.flights.blockSeats({ flightId, seats: ["12A"], reason: "Broken recline" });
     */
    readonly blockSeats: (input: BlockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
    /**
     * Puts blocked seats on sale again; seats that are not blocked stay as they are. Errors: NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.flights.unblockSeats({ flightId, seats: ["12A"] });
     */
    readonly unblockSeats: (input: UnblockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
  } & FlightOperations;
  /** What everyone was told of. */
  readonly notifications: {
    /**
     * The messages, newest first: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT, FORBIDDEN.
     *
     * @example
     * for await (const message of skyhold.admin.notifications.list({ state: "failed" })) show(message);
     */
    readonly list: (input?: ListMessagesInput, options?: CallOptions) => Listing<MessagePage, MessageForStaff>;
    /**
     * A message as its mail would look if it were sent now. Errors: NOT_FOUND, FORBIDDEN.
     *
     * @example
     * const { subject, html } = await skyhold.admin.notifications.preview({ notificationId });
     */
    readonly preview: (input: PreviewMessageInput, options?: CallOptions) => Promise<MessagePreview>;
    /**
     * Sends a message again that has failed for good. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.notifications.retry({ notificationId, reason: "The mailbox has room again" });
     */
    readonly retry: (input: RetryMessageInput, options?: CallOptions) => Promise<MessageForStaff>;
    /**
     * Sends a traveller's message about a booking once more, to the booking's contact. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN.
     *
     * @example
     * await skyhold.admin.notifications.resend({ notificationId, reason: "The mail was deleted" });
     */
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
    ...adminMoneyCalls(caller, admin),
    ...sandboxCalls(caller, admin, subscribe),
    bookings: {
      ...adminBookingReads(caller, admin, subscribe),
      quoteCancellation: (input, options) =>
        caller.query("admin.bookings.quoteCancellation", options, (request) => admin.bookings.quoteCancellation.query(input, request)),
      cancel: (input, options) =>
        caller.mutate("admin.bookings.cancel", options, (request) => admin.bookings.cancel.mutate(input, request)),
      ...staffBookingCalls(caller, admin),
    },
    flights: {
      ...adminFlightReads(caller, admin),
      create: (input, options) => caller.mutate("admin.flights.create", options, (request) => admin.flights.create.mutate(input, request)),
      blockSeats: (input, options) =>
        caller.mutate("admin.flights.blockSeats", options, (request) => admin.flights.blockSeats.mutate(input, request)),
      unblockSeats: (input, options) =>
        caller.mutate("admin.flights.unblockSeats", options, (request) => admin.flights.unblockSeats.mutate(input, request)),
      ...flightOperations(caller, admin, subscribe),
    },
    notifications: notificationCalls(caller, admin),
    users: adminUserCalls(caller, admin),
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
