import { adminCalls } from "./admin.ts";
import type { AdminCalls } from "./admin.ts";
import { airportCalls } from "./airports.ts";
import type { AirportCalls } from "./airports.ts";
import { authCalls } from "./auth.ts";
import type { AuthCalls } from "./auth.ts";
import { bookingCalls } from "./bookings.ts";
import type { BookingCalls } from "./bookings.ts";
import { createCalls } from "./calls.ts";
import { createCaller } from "./caller.ts";
import type { CallerSettings } from "./caller.ts";
import { flightCalls } from "./flights.ts";
import type { FlightCalls } from "./flights.ts";
import { idempotencyCalls } from "./idempotency.ts";
import type { IdempotencyCalls } from "./idempotency.ts";
import { notificationCalls } from "./notifications.ts";
import type { NotificationCalls } from "./notifications.ts";
import { checkRetry, checkTimeout, checkUrl } from "./options.ts";
import type { ClientOptions } from "./options.ts";
import { paymentCalls } from "./payments.ts";
import type { PaymentCalls } from "./payments.ts";
import { profileCalls } from "./profile.ts";
import type { ProfileCalls } from "./profile.ts";
import { seatCalls } from "./seats.ts";
import type { SeatCalls } from "./seats.ts";
import { createSession } from "./session.ts";
import { createSubscriber } from "./subscription.ts";
import { createTrpc } from "./trpc.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/**
 * A client of one Skyhold server. Its calls are plain async functions that reject with `SkyholdError` and nothing else;
 * each takes `{ signal, timeoutMs, idempotencyKey }` as its last argument.
 */
export interface Skyhold {
  /** Accounts and sessions. */
  readonly auth: AuthCalls;
  /** Your own data. */
  readonly profile: ProfileCalls;
  /** Finding airports by what a traveller types. */
  readonly airports: AirportCalls;
  /** Finding and following flights. */
  readonly flights: FlightCalls;
  /** Seat maps. */
  readonly seats: SeatCalls;
  /** Bookings, from the held seats to the ticket. */
  readonly bookings: BookingCalls;
  /** Paying for bookings. */
  readonly payments: PaymentCalls;
  /** What you were told of. */
  readonly notifications: NotificationCalls;
  /** Learning what became of a call whose answer got lost. */
  readonly idempotency: IdempotencyCalls;
  /** What staff do. */
  readonly admin: AdminCalls;
  /**
   * The raw tRPC client, for TanStack Query and the like. It carries the same token; time limits, retries, idempotency
   * keys, `SkyholdError` and subscriptions are the other calls' alone.
   */
  readonly trpc: SkyholdTrpc;
  /** Carries another session's token from now on, or none. `auth.confirmRegistration`, `auth.login`, `auth.logout` and a guest's `bookings.hold` do it by themselves. */
  readonly setToken: (token: string | null) => void;
}

/**
 * Makes a client. Nothing is sent yet. Throws `SkyholdError` INVALID_INPUT when an option makes no sense.
 *
 * @example
 * const skyhold = createClient({ url: "https://api.example.com" });
 * const { offers } = await skyhold.flights.search({ origin: "CDG", destination: "LIS", departureDate: "2026-12-01" });
 */
export function createClient(options: ClientOptions): Skyhold {
  // Whoever has no compiler may give nothing at all.
  const baseUrl = checkUrl({ ...options }.url);
  const session = createSession(options.token ?? null);
  const trpc = createTrpc(baseUrl, session, options.fetch);
  const access = { baseUrl, session, fetch: options.fetch };
  const calls = createCalls(trpc, access);
  const settings: CallerSettings = {
    timeoutMs: checkTimeout(options.timeoutMs ?? 30_000),
    retry: checkRetry(options.retry),
    onRequest: options.onRequest,
    docsOf: (code) => `${baseUrl}/docs/errors/${encodeURIComponent(code)}`,
  };
  const caller = createCaller(settings);
  const subscribe = createSubscriber(access, settings);
  return {
    airports: airportCalls(caller, calls),
    auth: authCalls(caller, calls, session),
    profile: profileCalls(caller, calls, () => session.set(null)),
    flights: flightCalls(caller, calls, subscribe),
    seats: seatCalls(caller, calls, subscribe),
    bookings: bookingCalls(caller, calls, session),
    payments: paymentCalls(caller, calls, { subscribe, docsOf: settings.docsOf }),
    notifications: notificationCalls(caller, calls, subscribe),
    idempotency: idempotencyCalls(caller, calls),
    admin: adminCalls(caller, calls, subscribe),
    trpc,
    setToken: session.set,
  };
}
