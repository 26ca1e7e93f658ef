import type { Booking, BookingInput, ChangeSeatsInput, SeatChangeQuote, SetPassengersInput } from "./bookings.ts";
import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { StartedPayment } from "./payments.ts";
import { toTravelDocument } from "./travel-document.ts";
import type { TravelDocument } from "./travel-document.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.bookings.hold` takes: an offer, the seats wanted, and how the traveller is reached. */
export type StaffHoldInput = Inputs["admin"]["bookings"]["hold"];

/** A booking that staff hold for a traveller, with the link by which they take it over. */
export type HeldForTraveller = Outputs["admin"]["bookings"]["hold"];

/** What `admin.bookings.extend` takes: the booking, and why. */
export type StaffExtendInput = Inputs["admin"]["bookings"]["extend"];

/** What `admin.bookings.changeSeats` takes: where everyone is to sit, on which terms, and why. */
export type StaffChangeSeatsInput = Inputs["admin"]["bookings"]["changeSeats"];

/** What `admin.bookings.addNote` takes: the booking, and what colleagues are to know of it. */
export type BookingNoteInput = Inputs["admin"]["bookings"]["addNote"];

/** What staff do for a traveller; each call is written to the audit log. */
export interface StaffBookingCalls {
  /**
   * Holds seats for a traveller, as for a guest who is reached at `contact`. `payLink` is theirs.
   *
   * Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED, OFFER_INVALID,
   * IDEMPOTENCY_MISMATCH, INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * const { id: bookingId, payLink } = await skyhold.admin.bookings.hold({ offer: offer.token, contact: { email: "ana@example.com" } });
   */
  readonly hold: (input: StaffHoldInput, options?: CallOptions) => Promise<HeldForTraveller>;
  /**
   * Names the passengers of a held booking. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.bookings.setPassengers({ bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
   */
  readonly setPassengers: (input: SetPassengersInput, options?: CallOptions) => Promise<Booking>;
  /**
   * Opens the payment of an unpaid booking. Errors: NOT_FOUND, PASSENGERS_INCOMPLETE, HOLD_EXPIRED, FLIGHT_CLOSED, BOOKING_STATE,
   * PAYMENT_PENDING, AMOUNT_NOT_PAYABLE, PAYMENT_PROVIDER_UNAVAILABLE, FORBIDDEN.
   *
   * @example
   * const { clientSecret, payBy } = await skyhold.admin.bookings.startPayment({ bookingId });
   */
  readonly startPayment: (input: BookingInput, options?: CallOptions) => Promise<StartedPayment>;
  /**
   * Gives an unpaid booking the time of a fresh hold, never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.bookings.extend({ bookingId, reason: "Looks for the card" });
   */
  readonly extend: (input: StaffExtendInput, options?: CallOptions) => Promise<Booking>;
  /**
   * What other seats would cost, and what stands in the way. Errors: SEAT_UNKNOWN, SEAT_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * const { difference, refusal } = await skyhold.admin.bookings.quoteSeatChange({ bookingId, seats: [["12A"]], terms: "waived" });
   */
  readonly quoteSeatChange: (
    input: ChangeSeatsInput & Pick<StaffChangeSeatsInput, "terms">,
    options?: CallOptions,
  ) => Promise<SeatChangeQuote>;
  /**
   * Moves the party to other seats of its cabin; with `waived` terms dearer ones cost nothing more.
   *
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, SEAT_SURCHARGE_DUE, INVALID_INPUT, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.bookings.changeSeats({ bookingId, seats: [["12A"]], terms: "waived", reason: "A family together" });
   */
  readonly changeSeats: (input: StaffChangeSeatsInput, options?: CallOptions) => Promise<Booking>;
  /**
   * Keeps a note for colleagues, which the booking's timeline shows. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.bookings.addNote({ bookingId, note: "Calls again at six" });
   */
  readonly addNote: (input: BookingNoteInput, options?: CallOptions) => Promise<Outputs["admin"]["bookings"]["addNote"]>;
  /**
   * The e-ticket of a confirmed booking, as a PDF. Errors: NOT_FOUND, BOOKING_STATE, FORBIDDEN.
   *
   * @example
   * const { fileName, bytes } = await skyhold.admin.bookings.eTicket({ bookingId });
   */
  readonly eTicket: (input: BookingInput, options?: CallOptions) => Promise<TravelDocument>;
}

/** The calls of a client by which staff do something for a traveller. */
export function staffBookingCalls(caller: Caller, { bookings }: SkyholdTrpc["admin"]): StaffBookingCalls {
  return {
    hold: (input, options) => caller.mutate("admin.bookings.hold", options, (request) => bookings.hold.mutate(input, request)),
    setPassengers: (input, options) =>
      caller.mutate("admin.bookings.setPassengers", options, (request) => bookings.setPassengers.mutate(input, request)),
    startPayment: (input, options) =>
      caller.mutate("admin.bookings.startPayment", options, (request) => bookings.startPayment.mutate(input, request)),
    extend: (input, options) => caller.mutate("admin.bookings.extend", options, (request) => bookings.extend.mutate(input, request)),
    quoteSeatChange: (input, options) =>
      caller.query("admin.bookings.quoteSeatChange", options, (request) => bookings.quoteSeatChange.query(input, request)),
    changeSeats: (input, options) =>
      caller.mutate("admin.bookings.changeSeats", options, (request) => bookings.changeSeats.mutate(input, request)),
    addNote: (input, options) => caller.mutate("admin.bookings.addNote", options, (request) => bookings.addNote.mutate(input, request)),
    eTicket: async (input, options) =>
      toTravelDocument(await caller.query("admin.bookings.eTicket", options, (request) => bookings.eTicket.query(input, request))),
  };
}
