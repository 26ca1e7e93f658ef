import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

type AdminInputs = Inputs["admin"];
type AdminOutputs = Outputs["admin"];

/** What `admin.bookings.list` takes: a locator, name, address, ticket or flight, and more conditions. */
export type SearchBookingsInput = AdminInputs["bookings"]["list"];

/** A page of anybody's bookings. `nextCursor` is null on the last one. */
export type BookingSearchPage = AdminOutputs["bookings"]["list"];

/** A booking as one line of a list. */
export type BookingSummary = BookingSearchPage["bookings"][number];

/** A booking with its payments, refunds and entries in the books, and all that happened to it. */
export type BookingRecord = AdminOutputs["bookings"]["get"];

/** What `admin.flights.list` takes: a number, an airport or a route, a day, a status. */
export type ListFlightsInput = AdminInputs["flights"]["list"];

/** A page of flights by departure. `nextCursor` is null on the last one. */
export type FlightPage = AdminOutputs["flights"]["list"];

/** A flight as staff see it: how it stands, and how full it is. */
export type FlightOnBoard = FlightPage["flights"][number];

/** What `admin.flights.calendar` takes: a month, and which flights. */
export type FlightCalendarInput = AdminInputs["flights"]["calendar"];

/** How many flights leave on each day of a month. */
export type FlightCalendar = AdminOutputs["flights"]["calendar"];

/** A flight with who sits where. */
export type Manifest = AdminOutputs["flights"]["manifest"];

/** What `admin.stats.today` takes: over how many days. */
export type TodayInput = AdminInputs["stats"]["today"];

/** What staff look at first. */
export type Today = AdminOutputs["stats"]["today"];

/** What staff look at first, as it is now, with the next departures. */
export type TodayEvent = AdminOutputs["stats"]["watch"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** What `admin.audit.list` takes: by whom, what, to what. */
export type ListAuditEntriesInput = AdminInputs["audit"]["list"];

/** A page of the audit log. `nextCursor` is null on the last one. */
export type AuditPage = AdminOutputs["audit"]["list"];

/** What somebody who works here did. */
export type AuditEntry = AuditPage["entries"][number];

/** What `admin.invariants.list` takes: how many audits. */
export type ListInvariantAuditsInput = AdminInputs["invariants"]["list"];

/** An audit of all that must hold. */
export type InvariantAudit = AdminOutputs["invariants"]["list"]["audits"][number];

/** A booking with all that is on record about it, as it is now. */
export type BookingEvent = AdminOutputs["bookings"]["watch"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** Reading anybody's bookings. */
export interface AdminBookingReads {
  /**
   * Anybody's bookings, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
   *
   * @example
   * for await (const booking of skyhold.admin.bookings.list({ query: "K7M2QX" })) show(booking);
   */
  readonly list: (input?: SearchBookingsInput, options?: CallOptions) => Listing<BookingSearchPage, BookingSummary>;
  /**
   * A booking with all that is on record about it. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const record = await skyhold.admin.bookings.get({ bookingId });
   */
  readonly get: (input: { readonly bookingId: string }, options?: CallOptions) => Promise<BookingRecord>;
  /**
   * The same, and from then on each time that the booking, its money, its messages or one of its flights has changed. Errors: NOT_FOUND, OVERLOADED, FORBIDDEN.
   *
   * @example
   * for await (const { record } of skyhold.admin.bookings.watch({ bookingId }, { signal })) paint(record);
   */
  readonly watch: (input: { readonly bookingId: string }, options?: WatchOptions) => AsyncIterable<BookingEvent>;
}

/** Reading flights as staff do. */
export interface AdminFlightReads {
  /**
   * How many flights leave on each day of a month, how full they are, and which are late or cancelled. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * const { days } = await skyhold.admin.flights.calendar({ month: "2026-12", query: "CDG" });
   */
  readonly calendar: (input: FlightCalendarInput, options?: CallOptions) => Promise<FlightCalendar>;
  /**
   * Flights by departure: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * for await (const flight of skyhold.admin.flights.list({ query: "LHR", departureDate: "2026-12-01" })) show(flight);
   */
  readonly list: (input?: ListFlightsInput, options?: CallOptions) => Listing<FlightPage, FlightOnBoard>;
  /**
   * Who sits where, who holds a seat and until when, and which seats are blocked and why. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const manifest = await skyhold.admin.flights.manifest({ flightId });
   */
  readonly manifest: (input: { readonly flightId: string }, options?: CallOptions) => Promise<Manifest>;
}

/** Looking at how things stand. */
export interface AdminOverviewCalls {
  /** Figures. */
  readonly stats: {
    /**
     * Sales over some days, departures, holds that run out, and what waits for somebody. Errors: FORBIDDEN.
     *
     * @example
     * const today = await skyhold.admin.stats.today({ days: 7 });
     */
    readonly today: (input?: TodayInput, options?: CallOptions) => Promise<Today>;
    /**
     * The same with the next departures, and from then on each time that something has changed, within some seconds. Errors: OVERLOADED, FORBIDDEN.
     *
     * @example
     * for await (const { today, departures } of skyhold.admin.stats.watch({ signal })) paint(today, departures);
     */
    readonly watch: (options?: WatchOptions) => AsyncIterable<TodayEvent>;
  };
  /** What staff did. */
  readonly audit: {
    /**
     * The entries, the latest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
     *
     * @example
     * for await (const entry of skyhold.admin.audit.list({ subjectId: bookingId })) show(entry);
     */
    readonly list: (input?: ListAuditEntriesInput, options?: CallOptions) => Listing<AuditPage, AuditEntry>;
  };
  /** The facts that must hold of every committed state. */
  readonly invariants: {
    /**
     * What the audits found, the latest first. Errors: FORBIDDEN.
     *
     * @example
     * const { audits } = await skyhold.admin.invariants.list();
     */
    readonly list: (input?: ListInvariantAuditsInput, options?: CallOptions) => Promise<{ audits: InvariantAudit[] }>;
    /**
     * Has all of them checked now, beside the nightly audit; answers before it is done. Errors: FORBIDDEN.
     *
     * @example
     * await skyhold.admin.invariants.run();
     */
    readonly run: (options?: CallOptions) => Promise<{ queued: true }>;
  };
}

/** The calls of a client that read anybody's bookings. */
export function adminBookingReads(caller: Caller, { bookings }: SkyholdTrpc["admin"], subscribe: Subscribe): AdminBookingReads {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.bookings.list", options, (request) => bookings.list.query({ ...input, cursor }, request)),
          items: (page) => page.bookings,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    get: (input, options) => caller.query("admin.bookings.get", options, (request) => bookings.get.query(input, request)),
    watch: (input, options) => subscribe<BookingEvent>("admin.bookings.watch", input, options),
  };
}

/** The calls of a client that read flights as staff do. */
export function adminFlightReads(caller: Caller, { flights }: SkyholdTrpc["admin"]): AdminFlightReads {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.flights.list", options, (request) => flights.list.query({ ...input, cursor }, request)),
          items: (page) => page.flights,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    calendar: (input, options) => caller.query("admin.flights.calendar", options, (request) => flights.calendar.query(input, request)),
    manifest: (input, options) => caller.query("admin.flights.manifest", options, (request) => flights.manifest.query(input, request)),
  };
}

/** The calls of a client that show how things stand. */
export function adminOverviewCalls(
  caller: Caller,
  { audit, invariants, stats }: SkyholdTrpc["admin"],
  subscribe: Subscribe,
): AdminOverviewCalls {
  return {
    stats: {
      today: (input = {}, options) => caller.query("admin.stats.today", options, (request) => stats.today.query(input, request)),
      watch: (options) => subscribe<TodayEvent>("admin.stats.watch", {}, options),
    },
    audit: {
      list: (input = {}, options) =>
        listing(
          {
            read: (cursor) => caller.query("admin.audit.list", options, (request) => audit.list.query({ ...input, cursor }, request)),
            items: (page) => page.entries,
            nextCursor: (page) => page.nextCursor,
          },
          input.cursor,
        ),
    },
    invariants: {
      list: (input = {}, options) => caller.query("admin.invariants.list", options, (request) => invariants.list.query(input, request)),
      run: (options) => caller.mutate("admin.invariants.run", options, (request) => invariants.run.mutate({}, request)),
    },
  };
}
