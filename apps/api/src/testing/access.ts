import type { ErrorCode } from "@skyhold/core";

import type { Caller, Cast } from "./cast.ts";

/** `ok`, or the code of the refusal. */
export type Outcome = "ok" | ErrorCode;

/** What a procedure is called with, anew for each caller, and what each of them gets. */
export interface AccessRow {
  readonly input?: (cast: Cast, caller: Caller) => unknown;
  readonly gives: Readonly<Record<Caller, Outcome>>;
}

const notSignedIn = { nobody: "UNAUTHENTICATED", disabled: "UNAUTHENTICATED", expired: "UNAUTHENTICATED" } as const;

/** The same for all the world. */
const everyone = (outcome: Outcome = "ok"): AccessRow["gives"] => ({
  nobody: outcome,
  guest: outcome,
  traveller: outcome,
  otherTraveller: outcome,
  staff: outcome,
  admin: outcome,
  disabled: outcome,
  expired: outcome,
});
/** Whoever has signed in, each about themselves. */
const signedIn = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...everyone(outcome), ...notSignedIn, guest: "FORBIDDEN" });
/** The owner of the thing; to others it does not exist, whatever their role. */
const owner = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...everyone("NOT_FOUND"), ...notSignedIn, traveller: outcome });
/** Those who work here. */
const staff = (outcome: Outcome = "ok"): AccessRow["gives"] => ({
  ...everyone("FORBIDDEN"),
  ...notSignedIn,
  staff: outcome,
  admin: outcome,
});

/** Admins alone; other staff work with flights and bookings, not with people. */
const admin = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...staff(outcome), staff: "FORBIDDEN" });

const newUser = async (cast: Cast) => ({ userId: await cast.newUser(), reason: "asked for it" });
const heldBooking = async (cast: Cast) => ({ bookingId: await cast.heldBooking() });
const openPayment = async (cast: Cast) => ({ paymentId: await cast.openPayment() });
const noRefund = { refundId: "ref_00000000-0000-7000-8000-000000000000" };
const oneFlight = (cast: Cast) => ({ flightId: cast.flightId });
const oneSeat = (cast: Cast) => ({ flightId: cast.flightId, seats: [cast.nextSeat()] });

/** Who may call what. A procedure that does not stand here fails the test: decide on its row. */
export const access: Readonly<Record<string, AccessRow>> = {
  "auth.register": {
    input: (cast, caller) => ({
      email: `new-${caller.toLowerCase()}@example.com`,
      password: cast.password,
      givenName: "Bo",
      surname: "Lima",
    }),
    gives: everyone(),
  },
  "auth.login": { input: (cast) => ({ email: cast.emailOf("traveller"), password: cast.password }), gives: everyone() },
  // Whoever this is, it is no page that may call the API.
  "auth.loginWithCookie": {
    input: (cast) => ({ email: cast.emailOf("traveller"), password: cast.password }),
    gives: everyone("ORIGIN_REFUSED"),
  },
  "auth.logout": { gives: { ...signedIn(), guest: "ok" } },
  "auth.me": { gives: signedIn() },
  "auth.verifyEmail": { input: async (cast) => ({ token: await cast.mailedToken("verify_email") }), gives: everyone() },
  "auth.requestEmailVerification": { gives: signedIn() },
  "auth.requestPasswordReset": { input: (cast) => ({ email: cast.emailOf("traveller") }), gives: everyone() },
  "auth.resetPassword": {
    input: async (cast) => ({ token: await cast.mailedToken("reset_password"), newPassword: cast.password }),
    gives: everyone(),
  },
  "auth.changePassword": { input: (cast) => ({ currentPassword: cast.password, newPassword: cast.password }), gives: signedIn() },
  "auth.setUpSecondFactor": { input: (cast) => ({ password: cast.password }), gives: signedIn() },
  "auth.confirmSecondFactor": { input: () => ({ code: "000000" }), gives: signedIn("SECOND_FACTOR_WRONG") },
  "auth.removeSecondFactor": { input: (cast) => ({ password: cast.password }), gives: signedIn() },
  "auth.listSessions": { gives: signedIn() },
  "auth.revokeSession": { input: async (cast) => ({ sessionId: await cast.openSession() }), gives: { ...owner(), guest: "FORBIDDEN" } },
  "profile.get": { gives: signedIn() },
  "profile.update": { input: () => ({ birthDate: "1990-05-17", preferences: { seat: "window" } }), gives: signedIn() },
  "profile.export": { gives: signedIn() },
  // The traveller's booking is unpaid, and the admin is the last one.
  "profile.erase": {
    input: async (cast) => {
      await cast.heldBooking();
      return { password: cast.password };
    },
    gives: { ...signedIn(), traveller: "BOOKING_STATE", admin: "LAST_ADMIN" },
  },
  "flights.search": { input: () => ({ origin: "CDG", destination: "LIS", departureDate: "2026-12-01" }), gives: everyone() },
  "flights.calendar": { input: () => ({ origin: "CDG", destination: "LIS", departureDate: "2026-12-01" }), gives: everyone() },
  "flights.get": { input: oneFlight, gives: everyone() },
  "airports.search": { input: () => ({ query: "lis" }), gives: everyone() },
  "airports.get": { input: () => ({ code: "LIS" }), gives: everyone() },
  "seats.map": { input: oneFlight, gives: everyone() },
  "seats.watch": { input: oneFlight, gives: everyone() },
  "bookings.hold": {
    input: async (cast) => ({ offer: await cast.offer(), seats: [[cast.nextSeat()]], contact: { email: "someone@example.com" } }),
    gives: { ...signedIn(), nobody: "ok" },
  },
  "bookings.extend": { input: heldBooking, gives: owner() },
  "bookings.changeSeats": { input: async (cast) => ({ ...(await heldBooking(cast)), seats: [[cast.nextSeat()]] }), gives: owner() },
  "bookings.release": { input: heldBooking, gives: owner() },
  "bookings.setPassengers": {
    input: async (cast) => ({
      ...(await heldBooking(cast)),
      passengers: [{ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }],
    }),
    gives: owner(),
  },
  "bookings.get": { input: heldBooking, gives: owner() },
  "bookings.list": { input: () => ({}), gives: signedIn() },
  "bookings.find": { input: (cast) => cast.bookingToFind(), gives: everyone() },
  "bookings.claim": { gives: signedIn() },
  "bookings.eTicket": { input: heldBooking, gives: owner("BOOKING_STATE") },
  "bookings.quoteSeatChange": { input: async (cast) => ({ ...(await heldBooking(cast)), seats: [[cast.nextSeat()]] }), gives: owner() },
  "bookings.quoteCancellation": { input: heldBooking, gives: owner("BOOKING_STATE") },
  "bookings.cancel": { input: async (cast) => ({ ...(await heldBooking(cast)), quote: "none" }), gives: owner("INVALID_INPUT") },
  "idempotency.outcome": { input: () => ({ key: "never used" }), gives: { ...signedIn(), guest: "ok" } },
  "payments.watch": { input: openPayment, gives: owner() },
  "payments.start": { input: heldBooking, gives: owner("PASSENGERS_INCOMPLETE") },
  "payments.get": { input: openPayment, gives: owner() },
  "notifications.list": { input: () => ({}), gives: { ...signedIn(), guest: "ok" } },
  "notifications.markRead": { input: async (cast) => ({ notificationIds: [await cast.message()] }), gives: owner() },
  "notifications.watch": { input: () => ({}), gives: { ...signedIn(), guest: "ok" } },
  "admin.flights.blockSeats": { input: (cast) => ({ ...oneSeat(cast), reason: "crew rest" }), gives: staff() },
  "admin.flights.unblockSeats": { input: oneSeat, gives: staff() },
  "admin.bookings.quoteCancellation": { input: heldBooking, gives: staff("BOOKING_STATE") },
  "admin.bookings.cancel": {
    input: async (cast) => ({ ...(await heldBooking(cast)), refund: "rules", reason: "asked for it" }),
    gives: staff(),
  },
  "admin.refunds.list": { input: () => ({}), gives: staff() },
  "admin.refunds.retry": { input: () => ({ ...noRefund, reason: "the card is good again" }), gives: staff("NOT_FOUND") },
  "admin.refunds.markPaidOutside": { input: () => ({ ...noRefund, reference: "bank transfer 7" }), gives: staff("NOT_FOUND") },
  "admin.notifications.list": { input: () => ({}), gives: staff() },
  "admin.notifications.preview": { input: async (cast) => ({ notificationId: await cast.message() }), gives: staff() },
  "admin.notifications.retry": {
    input: async (cast) => ({ notificationId: await cast.message(), reason: "the address is right" }),
    gives: staff("NOTIFICATION_STATE"),
  },
  "admin.disputes.list": { input: () => ({}), gives: staff() },
  "admin.reconciliation.list": { input: () => ({}), gives: staff() },
  "admin.reconciliation.run": { input: () => ({}), gives: staff() },
  "admin.users.list": { input: () => ({}), gives: admin() },
  "admin.users.disable": { input: newUser, gives: admin() },
  "admin.users.enable": { input: newUser, gives: admin() },
  "admin.users.setRole": { input: async (cast) => ({ ...(await newUser(cast)), role: "staff" }), gives: admin() },
};
