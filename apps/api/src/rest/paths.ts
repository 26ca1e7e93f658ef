import type { AnyTRPCProcedure } from "@trpc/server";

import type { routes } from "../routes.ts";

type PathsOf<Routes> = {
  [Name in keyof Routes & string]: Routes[Name] extends AnyTRPCProcedure ? Name : `${Name}.${PathsOf<Routes[Name]>}`;
}[keyof Routes & string];

/** The name of a procedure, `bookings.hold`. */
export type ProcedureName = PathsOf<typeof routes>;

/** How an operation is called over HTTP. */
export type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Where each procedure stands below `/api/v1`; a new one does not compile until its place is decided. What is in braces is the field of
 * the input with that name. The other fields are query parameters of a GET (`passengers.adults=2` for a field of a field), and
 * of the others the JSON body. A question is a GET, unless its input is a table of tables.
 */
export const paths: Readonly<Record<ProcedureName, `${RestMethod} /${string}`>> = {
  "airports.search": "GET /airports",
  "airports.get": "GET /airports/{code}",
  "flights.search": "GET /flights/search",
  "flights.calendar": "GET /flights/calendar",
  "flights.get": "GET /flights/{flightId}",
  "flights.watch": "GET /flights/{flightId}/watch",
  "seats.map": "GET /flights/{flightId}/seats",
  "seats.watch": "GET /flights/{flightId}/seats/watch",

  "bookings.hold": "POST /bookings",
  "bookings.list": "GET /bookings",
  "bookings.find": "POST /bookings/find",
  "bookings.claim": "POST /bookings/claim",
  "bookings.get": "GET /bookings/{bookingId}",
  "bookings.extend": "POST /bookings/{bookingId}/extend",
  "bookings.release": "POST /bookings/{bookingId}/release",
  "bookings.setPassengers": "PUT /bookings/{bookingId}/passengers",
  "bookings.quoteSeatChange": "POST /bookings/{bookingId}/seats/quote",
  "bookings.changeSeats": "PUT /bookings/{bookingId}/seats",
  "bookings.quoteCancellation": "GET /bookings/{bookingId}/cancellation",
  "bookings.cancel": "POST /bookings/{bookingId}/cancellation",
  "bookings.eTicket": "GET /bookings/{bookingId}/e-ticket",
  "bookings.ancillaries": "GET /bookings/{bookingId}/ancillaries",
  "bookings.setAncillaries": "PUT /bookings/{bookingId}/ancillaries",
  "bookings.changes": "GET /bookings/{bookingId}/changes",
  "bookings.acceptChange": "POST /bookings/{bookingId}/changes/{changeId}/accept",
  "bookings.checkIn": "POST /bookings/{bookingId}/check-in",
  "bookings.boardingPass": "GET /bookings/{bookingId}/boarding-pass",

  "notifications.list": "GET /notifications",
  "notifications.markRead": "POST /notifications/read",
  "notifications.watch": "GET /notifications/watch",

  "payments.start": "POST /bookings/payments",
  "payments.get": "GET /payments/{paymentId}",
  "payments.watch": "GET /payments/{paymentId}/watch",
  "idempotency.outcome": "GET /idempotency/outcome",

  "auth.register": "POST /auth/register",
  "auth.confirmRegistration": "POST /auth/register/confirm",
  "auth.login": "POST /auth/login",
  "auth.loginWithCookie": "POST /auth/login-with-cookie",
  "auth.logout": "POST /auth/logout",
  "auth.me": "GET /auth/me",
  "auth.verifyEmail": "POST /auth/verify-email",
  "auth.requestEmailVerification": "POST /auth/request-email-verification",
  "auth.requestPasswordReset": "POST /auth/request-password-reset",
  "auth.resetPassword": "POST /auth/reset-password",
  "auth.changePassword": "POST /auth/change-password",
  "auth.setUpSecondFactor": "POST /auth/second-factor",
  "auth.confirmSecondFactor": "POST /auth/second-factor/confirm",
  "auth.removeSecondFactor": "POST /auth/second-factor/remove",
  "auth.listIdentities": "GET /auth/identities",
  "auth.linkIdentity": "POST /auth/identities",
  "auth.unlinkIdentity": "POST /auth/identities/unlink",
  "auth.listSessions": "GET /auth/sessions",
  "auth.revokeSession": "DELETE /auth/sessions/{sessionId}",
  "profile.get": "GET /profile",
  "profile.update": "PATCH /profile",
  "profile.export": "GET /profile/export",
  "profile.erase": "POST /profile/erase",

  "admin.stats.today": "GET /admin/today",
  "admin.bookings.list": "GET /admin/bookings",
  "admin.bookings.get": "GET /admin/bookings/{bookingId}",
  "admin.bookings.quoteCancellation": "GET /admin/bookings/{bookingId}/cancellation",
  "admin.bookings.cancel": "POST /admin/bookings/{bookingId}/cancellation",
  "admin.flights.list": "GET /admin/flights",
  "admin.flights.calendar": "GET /admin/flights/calendar",
  "admin.flights.create": "POST /admin/flights",
  "admin.flights.manifest": "GET /admin/flights/{flightId}/manifest",
  "admin.flights.departure": "GET /admin/flights/{flightId}/departure",
  "admin.flights.delay": "POST /admin/flights/{flightId}/delay",
  "admin.flights.setGate": "PUT /admin/flights/{flightId}/gate",
  "admin.flights.reschedule": "POST /admin/flights/{flightId}/reschedule",
  "admin.flights.setStatus": "PUT /admin/flights/{flightId}/status",
  "admin.flights.cancel": "POST /admin/flights/{flightId}/cancellation",
  "admin.flights.consequences": "GET /admin/flights/{flightId}/consequences",
  "admin.flights.cancellation": "GET /admin/flights/{flightId}/cancellation",
  "admin.flights.scan": "POST /admin/flights/{flightId}/scan",
  "admin.flights.runStatusUpdate": "POST /admin/flights/status-update",
  "admin.flights.blockSeats": "POST /admin/flights/{flightId}/seats/block",
  "admin.flights.unblockSeats": "POST /admin/flights/{flightId}/seats/unblock",
  "admin.schedules.list": "GET /admin/schedules",
  "admin.schedules.create": "POST /admin/schedules",
  "admin.schedules.preview": "POST /admin/schedules/preview",
  "admin.schedules.get": "GET /admin/schedules/{scheduleId}",
  "admin.schedules.update": "PATCH /admin/schedules/{scheduleId}",
  "admin.schedules.end": "POST /admin/schedules/{scheduleId}/end",
  "admin.airports.list": "GET /admin/airports",
  "admin.airports.create": "POST /admin/airports",
  "admin.airports.update": "PATCH /admin/airports/{iata}",
  "admin.aircraft.list": "GET /admin/aircraft",
  "admin.aircraft.create": "POST /admin/aircraft",
  "admin.aircraft.preview": "POST /admin/aircraft/preview",
  "admin.aircraft.get": "GET /admin/aircraft/{iata}",
  "admin.aircraft.update": "PATCH /admin/aircraft/{iata}",
  "admin.fares.list": "GET /admin/fares",
  "admin.refunds.list": "GET /admin/refunds",
  "admin.refunds.retry": "POST /admin/refunds/{refundId}/retry",
  "admin.refunds.markPaidOutside": "POST /admin/refunds/{refundId}/paid-outside",
  "admin.disputes.list": "GET /admin/disputes",
  "admin.reconciliation.list": "GET /admin/reconciliation",
  "admin.reconciliation.run": "POST /admin/reconciliation/run",
  "admin.notifications.list": "GET /admin/notifications",
  "admin.notifications.preview": "GET /admin/notifications/{notificationId}/preview",
  "admin.notifications.retry": "POST /admin/notifications/{notificationId}/retry",
  "admin.audit.list": "GET /admin/audit",
  "admin.invariants.list": "GET /admin/invariants",
  "admin.invariants.run": "POST /admin/invariants/run",
  "admin.users.list": "GET /admin/users",
  "admin.users.disable": "POST /admin/users/{userId}/disable",
  "admin.users.enable": "POST /admin/users/{userId}/enable",
  "admin.users.setRole": "PUT /admin/users/{userId}/role",
  "admin.users.resetSecondFactor": "POST /admin/users/{userId}/second-factor/reset",
};

/** Operations that older clients know to refuse a call without an idempotency key. */
export const needIdempotencyKey: ReadonlySet<ProcedureName> = new Set(["payments.start"]);
