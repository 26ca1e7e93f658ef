import type {
  FlightCalendarInput,
  ListAirportsInput,
  ListAuditEntriesInput,
  ListFlightsInput,
  ListFailedJobsInput,
  ListMessagesInput,
  ListPaymentsInput,
  ListRefundsInput,
  ListSchedulesInput,
  ListUsersInput,
  QuoteCancellationInput,
  SearchFlightsInput,
  StaffChangeSeatsInput,
  SearchBookingsInput,
} from "@skyhold/sdk";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import { isLongList } from "../design/read-anew.ts";
import { skyhold } from "./client.ts";

/** Pages of a list, the next one by its cursor. While another search is read, what was found before stays. A long list is not read anew by the way. */
const pages = {
  staleTime: ({ state }: { readonly state: { readonly data: unknown } }) => (isLongList(state.data) ? Infinity : 5_000),
  placeholderData: keepPreviousData,
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? undefined,
};

/** Who is signed in. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => skyhold.auth.me({ signal }), staleTime: 60_000 });

/** Anybody's bookings. */
export const bookingsQuery = (input: SearchBookingsInput) =>
  infiniteQueryOptions({
    queryKey: ["bookings", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.bookings.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** One booking with all that is on record about it. */
export const bookingQuery = (bookingId: string) =>
  queryOptions({ queryKey: ["booking", bookingId], queryFn: ({ signal }) => skyhold.admin.bookings.get({ bookingId }, { signal }) });

/** What cancelling a booking would bring now. */
export const cancellationQuoteQuery = (input: QuoteCancellationInput) =>
  queryOptions({
    queryKey: ["booking", input.bookingId, "cancellation", input],
    queryFn: ({ signal }) => skyhold.admin.bookings.quoteCancellation(input, { signal }),
    staleTime: 0,
  });

/** Flights by departure. */
export const flightsQuery = (input: ListFlightsInput) =>
  infiniteQueryOptions({
    queryKey: ["flights", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.flights.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** How many flights leave on each day of a month. */
export const flightCalendarQuery = (input: FlightCalendarInput) =>
  queryOptions({
    queryKey: ["flight-calendar", input],
    queryFn: ({ signal }) => skyhold.admin.flights.calendar(input, { signal }),
    placeholderData: keepPreviousData,
  });

/** A flight with who sits where. */
export const manifestQuery = (flightId: string) =>
  queryOptions({ queryKey: ["manifest", flightId], queryFn: ({ signal }) => skyhold.admin.flights.manifest({ flightId }, { signal }) });

/** Whom a change of a flight concerns, and what cancelling it would give back: read anew each time that it is asked. */
export const flightConsequencesQuery = (flightId: string) =>
  queryOptions({
    queryKey: ["consequences", flightId],
    queryFn: ({ signal }) => skyhold.admin.flights.consequences({ flightId }, { signal }),
    staleTime: 0,
  });

/** The seats of a flight. */
export const seatMapQuery = (flightId: string) =>
  queryOptions({ queryKey: ["seat-map", flightId], queryFn: ({ signal }) => skyhold.seats.map({ flightId }, { signal }) });

/** Schedules by airline and number. */
export const schedulesQuery = (input: ListSchedulesInput) =>
  infiniteQueryOptions({
    queryKey: ["schedules", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.schedules.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** One schedule. */
export const scheduleQuery = (scheduleId: string) =>
  queryOptions({ queryKey: ["schedule", scheduleId], queryFn: ({ signal }) => skyhold.admin.schedules.get({ scheduleId }, { signal }) });

/** Airports by code. */
export const airportsQuery = (input: ListAirportsInput) =>
  infiniteQueryOptions({
    queryKey: ["airports", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.airports.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** Aircraft types by code. */
export const aircraftQuery = infiniteQueryOptions({
  queryKey: ["aircraft"],
  queryFn: ({ pageParam, signal }) => skyhold.admin.aircraft.list({ cursor: pageParam }, { signal }),
  ...pages,
});

/** All of them, to choose one. */
export const aircraftTypesQuery = queryOptions({
  queryKey: ["aircraft-types"],
  queryFn: ({ signal }) => Array.fromAsync(skyhold.admin.aircraft.list({ limit: 100 }, { signal })),
  staleTime: 60_000,
});

/** One aircraft type. */
export const oneAircraftQuery = (iata: string) =>
  queryOptions({ queryKey: ["aircraft", iata], queryFn: ({ signal }) => skyhold.admin.aircraft.get({ iata }, { signal }) });

/** The seats of a layout, or where it cannot be read. */
export const layoutPreviewQuery = (layout: string) =>
  queryOptions({
    queryKey: ["layout", layout],
    queryFn: ({ signal }) => skyhold.admin.aircraft.preview({ layout }, { signal }),
    staleTime: Infinity,
  });

/** Brands, taxes and fees. */
export const faresQuery = queryOptions({
  queryKey: ["fares"],
  queryFn: ({ signal }) => skyhold.admin.fares.list({ signal }),
  staleTime: 60_000,
});

/** Money that goes back. */
export const refundsQuery = (input: ListRefundsInput) =>
  infiniteQueryOptions({
    queryKey: ["refunds", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.refunds.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** Payments that are contested; all of them, or only those that are not closed. */
export const disputesQuery = (open: boolean) =>
  queryOptions({
    queryKey: ["disputes", open],
    queryFn: ({ signal }) => skyhold.admin.disputes.list({ limit: 100, open }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Where Stripe's account and ours do not agree. */
export const differencesQuery = infiniteQueryOptions({
  queryKey: ["differences"],
  queryFn: ({ pageParam, signal }) => skyhold.admin.reconciliation.list({ cursor: pageParam }, { signal }),
  ...pages,
});

/** The people with an account. */
export const usersQuery = (input: ListUsersInput) =>
  infiniteQueryOptions({
    queryKey: ["users", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.users.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** Where somebody is signed in. */
export const sessionsQuery = (userId: string) =>
  queryOptions({
    queryKey: ["sessions", userId],
    queryFn: ({ signal }) => skyhold.admin.users.listSessions({ userId }, { signal }),
    staleTime: 0,
  });

/** What staff did. */
export const auditQuery = (input: ListAuditEntriesInput) =>
  infiniteQueryOptions({
    queryKey: ["audit", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.audit.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** The mails. */
export const messagesQuery = (input: ListMessagesInput) =>
  infiniteQueryOptions({
    queryKey: ["messages", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.notifications.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** What other seats would come to for a party. */
export const seatChangeQuery = (input: Omit<StaffChangeSeatsInput, "reason">) =>
  queryOptions({
    queryKey: ["booking", input.bookingId, "seats", input],
    queryFn: ({ signal }) => skyhold.admin.bookings.quoteSeatChange(input, { signal }),
    staleTime: 0,
  });

/** A mail as it would look if it were sent now. */
export const messagePreviewQuery = (notificationId: string) =>
  queryOptions({
    queryKey: ["message", notificationId],
    queryFn: ({ signal }) => skyhold.admin.notifications.preview({ notificationId }, { signal }),
  });

/** Ways to travel, for the whole party. */
export const offersQuery = (input: SearchFlightsInput) =>
  queryOptions({ queryKey: ["offers", input], queryFn: ({ signal }) => skyhold.flights.search(input, { signal }), staleTime: 60_000 });

/** Airports and cities by what is typed. */
export const placesQuery = (query: string) =>
  queryOptions({
    queryKey: ["places", query],
    queryFn: ({ signal }) => skyhold.airports.search({ query, limit: 8 }, { signal }),
    staleTime: 600_000,
    placeholderData: keepPreviousData,
  });

/** Attempts to pay. */
export const paymentsQuery = (input: ListPaymentsInput) =>
  infiniteQueryOptions({
    queryKey: ["payments", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.payments.list({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** The queues of background work. */
export const queuesQuery = queryOptions({ queryKey: ["queues"], queryFn: ({ signal }) => skyhold.admin.jobs.queues({ signal }) });

/** Background work that has failed. */
export const failedJobsQuery = (input: ListFailedJobsInput) =>
  infiniteQueryOptions({
    queryKey: ["failed-jobs", input],
    queryFn: ({ pageParam, signal }) => skyhold.admin.jobs.failed({ ...input, cursor: pageParam }, { signal }),
    ...pages,
  });

/** The audits of all that must hold, as they are since the last of which one was told. */
export const invariantsQuery = (lastCheckedAt: Date | null) =>
  queryOptions({
    queryKey: ["invariants", lastCheckedAt],
    queryFn: ({ signal }) => skyhold.admin.invariants.list({}, { signal }),
    placeholderData: keepPreviousData,
  });
