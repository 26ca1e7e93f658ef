import { makeFlight } from "@skyhold/core/testing";

import type { Cast } from "./cast.ts";
import { aRoute, priced, supplyAccess } from "./supply-access.ts";
import { admin, everyone, owner, signedIn, staff } from "./outcomes.ts";
import type { AccessRow } from "./outcomes.ts";

const newUser = async (cast: Cast) => ({ userId: await cast.newUser(), reason: "asked for it" });
const heldBooking = async (cast: Cast) => ({ bookingId: await cast.heldBooking() });
const openPayment = async (cast: Cast) => ({ paymentId: await cast.openPayment() });
const noRefund = { refundId: "ref_00000000-0000-7000-8000-000000000000" };
const oneFlight = (cast: Cast) => ({ flightId: cast.flightId });
const newFlight = async (cast: Cast) => ({ flightId: await makeFlight(cast.stack.dependencies.db) });
const oneSeat = (cast: Cast) => ({ flightId: cast.flightId, seats: [cast.nextSeat()] });

const singleFlight = { ...aRoute, ...priced, flightNumber: 9004, date: "2190-03-02" };

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
  "auth.confirmRegistration": {
    input: async (cast) => ({ token: await cast.registrationToken(), password: cast.password }),
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
  // The code was mailed to the traveller, and is good in nobody else's hands.
  "auth.verifyEmail": {
    input: async (cast) => ({ token: await cast.mailedToken("verify_email") }),
    gives: { ...signedIn("TOKEN_INVALID"), traveller: "ok" },
  },
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
  "auth.listIdentities": { gives: signedIn() },
  "auth.linkIdentity": { input: (cast) => ({ password: cast.password, token: "none" }), gives: signedIn("INVALID_INPUT") },
  "auth.unlinkIdentity": { input: (cast) => ({ password: cast.password, issuer: "none" }), gives: signedIn("NOT_FOUND") },
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
  "flights.search": { input: () => ({ origin: "CDG", destination: "LIS", departureDate: "2190-03-01" }), gives: everyone() },
  "flights.calendar": { input: () => ({ origin: "CDG", destination: "LIS", departureDate: "2190-03-01" }), gives: everyone() },
  "flights.get": { input: oneFlight, gives: everyone() },
  "flights.watch": { input: oneFlight, gives: everyone() },
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
  "bookings.changes": { input: heldBooking, gives: owner() },
  "bookings.acceptChange": {
    input: async (cast) => ({ ...(await heldBooking(cast)), changeId: "fch_00000000-0000-7000-8000-000000000000" }),
    gives: owner("BOOKING_STATE"),
  },
  "bookings.checkIn": {
    input: async (cast) => ({ ...(await heldBooking(cast)), segment: 0, passengers: [{ passenger: 0 }] }),
    gives: owner("BOOKING_STATE"),
  },
  "bookings.boardingPass": {
    input: async (cast) => ({ ...(await heldBooking(cast)), segment: 0, passenger: 0 }),
    gives: owner("NOT_CHECKED_IN"),
  },
  "bookings.eTicket": { input: heldBooking, gives: owner("BOOKING_STATE") },
  "bookings.calendarFile": { input: heldBooking, gives: owner("BOOKING_STATE") },
  "bookings.quoteSeatChange": { input: async (cast) => ({ ...(await heldBooking(cast)), seats: [[cast.nextSeat()]] }), gives: owner() },
  "bookings.ancillaries": { input: heldBooking, gives: owner() },
  "bookings.setAncillaries": {
    input: async (cast) => ({ ...(await heldBooking(cast)), ancillaries: [{ segment: 0, passenger: 0, code: "BAG" }] }),
    gives: owner(),
  },
  "bookings.quoteCancellation": { input: heldBooking, gives: owner("BOOKING_STATE") },
  "bookings.cancel": { input: async (cast) => ({ ...(await heldBooking(cast)), quote: "none" }), gives: owner("INVALID_INPUT") },
  "idempotency.outcome": { input: () => ({ key: "never used" }), gives: { ...signedIn(), guest: "ok" } },
  "payments.watch": { input: openPayment, gives: owner() },
  "payments.start": { input: heldBooking, gives: owner("PASSENGERS_INCOMPLETE") },
  "payments.get": { input: openPayment, gives: owner() },
  ...supplyAccess,
  "admin.flights.create": {
    input: (_, caller) => ({ ...singleFlight, suffix: caller === "admin" ? "A" : "B", reason: "a cup final" }),
    gives: staff(),
  },
  "admin.stats.today": { input: () => ({}), gives: staff() },
  "admin.stats.watch": { input: () => ({}), gives: staff() },
  "admin.audit.list": { input: () => ({}), gives: staff() },
  "admin.invariants.list": { input: () => ({}), gives: staff() },
  "admin.invariants.run": { input: () => ({}), gives: staff() },
  "admin.bookings.list": { input: () => ({}), gives: staff() },
  "admin.bookings.get": { input: heldBooking, gives: staff() },
  "admin.bookings.watch": { input: heldBooking, gives: staff() },
  "admin.flights.list": { input: () => ({}), gives: staff() },
  "admin.flights.calendar": { input: () => ({ month: "2026-12" }), gives: staff() },
  "admin.flights.manifest": { input: oneFlight, gives: staff() },
  "notifications.list": { input: () => ({}), gives: { ...signedIn(), guest: "ok" } },
  "notifications.markRead": { input: async (cast) => ({ notificationIds: [await cast.message()] }), gives: owner() },
  "notifications.watch": { input: () => ({}), gives: { ...signedIn(), guest: "ok" } },
  "admin.flights.blockSeats": { input: (cast) => ({ ...oneSeat(cast), reason: "crew rest" }), gives: staff() },
  "admin.flights.unblockSeats": { input: oneSeat, gives: staff() },
  "admin.flights.delay": { input: async (cast) => ({ ...(await newFlight(cast)), minutes: 40, reason: "late aircraft" }), gives: staff() },
  "admin.flights.setGate": { input: async (cast) => ({ ...(await newFlight(cast)), gate: "B12", reason: "as planned" }), gives: staff() },
  "admin.flights.reschedule": {
    input: async (cast) => ({ ...(await newFlight(cast)), departs: "2020-01-01T10:00", arrives: "2020-01-01T12:00", reason: "new slot" }),
    gives: staff("INVALID_INPUT"),
  },
  "admin.flights.setStatus": {
    input: async (cast) => ({ ...(await newFlight(cast)), status: "boarding", reason: "days too early" }),
    gives: staff("FLIGHT_STATE"),
  },
  "admin.flights.cancel": { input: async (cast) => ({ ...(await newFlight(cast)), reason: "fog" }), gives: staff() },
  "admin.flights.consequences": { input: oneFlight, gives: staff() },
  "admin.flights.cancellation": { input: oneFlight, gives: staff("NOT_FOUND") },
  "admin.flights.watchCancellation": { input: oneFlight, gives: staff("NOT_FOUND") },
  "admin.flights.scan": { input: (cast) => ({ ...oneFlight(cast), barcode: "no pass" }), gives: staff("BOARDING_PASS_INVALID") },
  "admin.flights.departure": { input: oneFlight, gives: staff() },
  "admin.flights.runStatusUpdate": { gives: staff() },
  "admin.bookings.quoteCancellation": { input: heldBooking, gives: staff("BOOKING_STATE") },
  "admin.bookings.cancel": {
    input: async (cast) => ({ ...(await heldBooking(cast)), refund: "rules", reason: "asked for it" }),
    gives: staff(),
  },
  "admin.bookings.hold": {
    input: async (cast) => ({ offer: await cast.offer(), seats: [[cast.nextSeat()]], contact: { email: "someone@example.com" } }),
    gives: staff(),
  },
  "admin.bookings.setPassengers": {
    input: async (cast) => ({
      ...(await heldBooking(cast)),
      passengers: [{ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }],
    }),
    gives: staff(),
  },
  "admin.bookings.startPayment": { input: heldBooking, gives: staff("PASSENGERS_INCOMPLETE") },
  "admin.bookings.extend": { input: async (cast) => ({ ...(await heldBooking(cast)), reason: "they look for a card" }), gives: staff() },
  "admin.bookings.quoteSeatChange": {
    input: async (cast) => ({ ...(await heldBooking(cast)), seats: [[cast.nextSeat()]], terms: "list" }),
    gives: staff(),
  },
  "admin.bookings.changeSeats": {
    input: async (cast) => ({ ...(await heldBooking(cast)), seats: [[cast.nextSeat()]], terms: "waived", reason: "a family together" }),
    gives: staff(),
  },
  "admin.bookings.addNote": { input: async (cast) => ({ ...(await heldBooking(cast)), note: "calls again tomorrow" }), gives: staff() },
  "admin.bookings.eTicket": { input: heldBooking, gives: staff("BOOKING_STATE") },
  "admin.payments.list": { input: () => ({}), gives: staff() },
  "admin.refunds.list": { input: () => ({}), gives: staff() },
  "admin.refunds.retry": { input: () => ({ ...noRefund, reason: "the card is good again" }), gives: staff("NOT_FOUND") },
  "admin.refunds.markPaidOutside": { input: () => ({ ...noRefund, reference: "bank transfer 7" }), gives: staff("NOT_FOUND") },
  "admin.jobs.queues": { gives: staff() },
  "admin.jobs.failed": { input: () => ({}), gives: staff() },
  "admin.jobs.redrive": { input: () => ({ queue: "payment.capture", reason: "Stripe is back" }), gives: staff() },
  "admin.notifications.list": { input: () => ({}), gives: staff() },
  "admin.notifications.preview": { input: async (cast) => ({ notificationId: await cast.message() }), gives: staff() },
  "admin.notifications.retry": {
    input: async (cast) => ({ notificationId: await cast.message(), reason: "the address is right" }),
    gives: staff("NOTIFICATION_STATE"),
  },
  "admin.notifications.resend": {
    input: async (cast) => ({ notificationId: await cast.message(), reason: "the mail was deleted" }),
    gives: staff("NOTIFICATION_STATE"),
  },
  "admin.disputes.list": { input: () => ({}), gives: staff() },
  "admin.reconciliation.list": { input: () => ({}), gives: staff() },
  "admin.reconciliation.run": { input: () => ({}), gives: staff() },
  "admin.users.list": { input: () => ({}), gives: admin() },
  "admin.users.disable": { input: newUser, gives: admin() },
  "admin.users.enable": { input: newUser, gives: admin() },
  "admin.users.resetSecondFactor": { input: newUser, gives: admin("NOT_FOUND") },
  "admin.users.listSessions": { input: async (cast) => ({ userId: await cast.newUser() }), gives: admin() },
  "admin.users.endSessions": { input: newUser, gives: admin() },
  "admin.users.export": { input: newUser, gives: admin() },
  "admin.users.erase": { input: newUser, gives: admin() },
  "admin.users.setRole": { input: async (cast) => ({ ...(await newUser(cast)), role: "staff" }), gives: admin() },
};
