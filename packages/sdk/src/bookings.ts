import { ancillaryCalls } from "./ancillaries.ts";
import type { AncillaryCalls } from "./ancillaries.ts";
import type { Caller } from "./caller.ts";
import { cancellationCalls } from "./cancellation.ts";
import type { CancellationCalls } from "./cancellation.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { flightChangeCalls } from "./flight-change.ts";
import type { FlightChangeCalls } from "./flight-change.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { travelDayCalls } from "./travel-day.ts";
import type { TravelDayCalls } from "./travel-day.ts";
import { toTravelDocument } from "./travel-document.ts";
import type { TravelDocument } from "./travel-document.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** A booking as its owner sees it. Unpaid seats go back at `expiresAt`; `availableActions` says what may be done now. */
export type Booking = Outputs["bookings"]["get"];

/** A booking that was just held; without an account, with the token that is the key to it. */
export type HeldBooking = Outputs["bookings"]["hold"];

/** A booking as anyone may see it who has its locator and a surname: the trip and the seats. */
export type FoundBooking = Outputs["bookings"]["find"];

/** What `bookings.find` takes. */
export type FindBookingInput = Inputs["bookings"]["find"];

/** Where a booking stands. */
export type BookingState = Booking["state"];

/** What may be done with a booking. */
export type BookingAction = Booking["availableActions"][number];

/** Someone on a booking; without a name until `setPassengers`. */
export type BookedPassenger = Booking["passengers"][number];

/**
 * What `bookings.hold` takes: an offer's `token` (or one of each leg of a journey), for each segment one seat for each adult and child, in that order, and `requests` for
 * assistance by IATA code: `[["WCHR"], []]` for two passengers of whom the first comes with a wheelchair.
 */
export type HoldInput = Inputs["bookings"]["hold"];

/** What `bookings.setPassengers` takes: who travels, in the order adults, children, infants; birth dates as `1990-12-31`. */
export type SetPassengersInput = Inputs["bookings"]["setPassengers"];

/** What `bookings.changeSeats` takes: where everyone is to sit. */
export type ChangeSeatsInput = Inputs["bookings"]["changeSeats"];

/** What other seats would cost, and what stands in the way of them. */
export type SeatChangeQuote = Outputs["bookings"]["quoteSeatChange"];

/** Which booking. */
export type BookingInput = Inputs["bookings"]["get"];

/** Where a list of bookings begins and how many a page has: 1 to 50, 20 when left out. */
export type ListBookingsInput = Inputs["bookings"]["list"];

/** A page of bookings. `nextCursor` is null on the last one. */
export type BookingPage = Outputs["bookings"]["list"];

/** Bookings, from the held seats to the ticket. */
export interface BookingCalls extends AncillaryCalls, CancellationCalls, FlightChangeCalls, TravelDayCalls {
  /**
   * Holds seats at an offer's price until the booking's `expiresAt`: all of them, or none. Where no seats are named, the
   * party gets the best that are free together, without a charge for the choice; what chosen seats cost (`price` on the seat
   * map) is in the booking's lines and `total`. Repeated with the same `idempotencyKey` it answers the same booking.
   *
   * A client that is not signed in books as a guest: `contact` is needed, an `idempotencyKey` of your own has 20 random characters
   * or more, and from then on the client carries `guestToken`, with which it can do all that this booking needs, and nothing else.
   *
   * Errors: SEAT_TAKEN, CABIN_FULL, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, OFFER_EXPIRED, OFFER_INVALID, HOLD_LIMIT,
   * IDEMPOTENCY_MISMATCH; UNAUTHENTICATED when the session has ended, FORBIDDEN for someone who is a guest already.
   *
   * @example
   * const booking = await skyhold.bookings.hold({ offer: offer.token, seats: [["12A", "12B"]] });
   */
  readonly hold: (input: HoldInput, options?: CallOptions) => Promise<HeldBooking>;

  /**
   * Gives an unpaid booking the time of a fresh hold, but never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE.
   *
   * @example
   * const { expiresAt } = await skyhold.bookings.extend({ bookingId });
   */
  readonly extend: (input: BookingInput, options?: CallOptions) => Promise<Booking>;

  /**
   * Moves the party to other seats of its cabin, before or after payment: all of them, or none. Name the seats that stay, too.
   * SEAT_TAKEN names the seats that others have, and the nearest ones that are free.
   *
   * Before payment the `total` follows the prices of the seats. When it changes, a payment that was started can no longer be made:
   * `payments.start` opens one of the new amount. After payment, what cheaper seats cost less is refunded;
   * dearer ones are had by paying for them: `payments.start({ bookingId, seats })`.
   *
   * Errors: SEAT_TAKEN, SEAT_UNKNOWN, SEAT_NOT_ALLOWED, FLIGHT_CLOSED, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING, SEAT_SURCHARGE_DUE.
   *
   * @example
   * const { total } = await skyhold.bookings.changeSeats({ bookingId, seats: [["14A", "14B"]] });
   */
  readonly changeSeats: (input: ChangeSeatsInput, options?: CallOptions) => Promise<Booking>;

  /**
   * What other seats would cost at this moment: for each passenger who moves the old and the new price and their `difference`, and
   * in `refusal` what would stand in the way. Takes what `changeSeats` takes, changes nothing, and locks no price.
   *
   * Errors: SEAT_UNKNOWN, SEAT_NOT_ALLOWED, NOT_FOUND, INVALID_INPUT.
   *
   * @example
   * const { difference, refusal } = await skyhold.bookings.quoteSeatChange({ bookingId, seats: [["1A", "1B"]] });
   */
  readonly quoteSeatChange: (input: ChangeSeatsInput, options?: CallOptions) => Promise<SeatChangeQuote>;

  /**
   * Gives the seats of an unpaid booking back at once. Doing it twice is as good as once. Errors: NOT_FOUND, BOOKING_STATE,
   * PAYMENT_PENDING.
   *
   * @example
   * await skyhold.bookings.release({ bookingId });
   */
  readonly release: (input: BookingInput, options?: CallOptions) => Promise<Booking>;

  /**
   * Names the passengers of a held booking, and the assistance they need. May be repeated until payment starts; the last call counts.
   *
   * Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT; SEAT_NOT_ALLOWED for someone in an exit row who needs assistance: change the seat first.
   *
   * @example
   * const passengers = [{ givenName: "Ana", surname: "Lima", birthDate: "1990-12-31" }];
   * await skyhold.bookings.setPassengers({ bookingId: booking.id, passengers });
   */
  readonly setPassengers: (input: SetPassengersInput, options?: CallOptions) => Promise<Booking>;

  /**
   * One of your bookings. Errors: NOT_FOUND, also for another's.
   *
   * @example
   * const { state, availableActions } = await skyhold.bookings.get({ bookingId });
   */
  readonly get: (input: BookingInput, options?: CallOptions) => Promise<Booking>;

  /**
   * Your bookings, newest first: one page when awaited, all of them in a `for await` loop, which asks for the next page
   * when it comes to it. A time limit counts for each page.
   *
   * Errors: UNAUTHENTICATED, INVALID_INPUT for a `cursor` of another list.
   *
   * @example
   * const { bookings, nextCursor } = await skyhold.bookings.list({ limit: 10 });
   * for await (const booking of skyhold.bookings.list()) show(booking);
   */
  readonly list: (input?: ListBookingsInput, options?: CallOptions) => Listing<BookingPage, Booking>;

  /**
   * The trip and the seats of a booking, for whoever has its locator and the surname of anyone on it; no account is needed.
   *
   * Errors: NOT_FOUND, the same for an unknown locator and a wrong surname; RATE_LIMITED.
   *
   * @example
   * const { segments } = await skyhold.bookings.find({ recordLocator: "K7M2QX", surname: "Lima" });
   */
  readonly find: (input: FindBookingInput, options?: CallOptions) => Promise<FoundBooking>;

  /**
   * Takes over what was bought without an account under your verified address, and answers the ids. `auth.verifyEmail` does it too.
   *
   * Errors: EMAIL_UNVERIFIED, UNAUTHENTICATED.
   *
   * @example
   * const bookingIds = await skyhold.bookings.claim();
   */
  readonly claim: (options?: CallOptions) => Promise<string[]>;

  /**
   * The e-ticket of a confirmed booking as a PDF.
   *
   * Errors: NOT_FOUND, BOOKING_STATE while it is not confirmed.
   *
   * @example
   * const { fileName, bytes } = await skyhold.bookings.eTicket({ bookingId: booking.id });
   * await writeFile(fileName, bytes);
   */
  readonly eTicket: (input: BookingInput, options?: CallOptions) => Promise<TravelDocument>;

  /**
   * The flights of a confirmed booking for a calendar, as they are expected now: an iCalendar file (RFC 5545) with an alarm three hours
   * before each departure. Taken in again after a delay it moves the same entries.
   *
   * Errors: NOT_FOUND, BOOKING_STATE while it is not confirmed.
   *
   * @example
   * const { fileName, bytes } = await skyhold.bookings.calendarFile({ bookingId: booking.id });
   * await writeFile(fileName, bytes);
   */
  readonly calendarFile: (input: BookingInput, options?: CallOptions) => Promise<TravelDocument>;
}

/** The booking calls of a client. */
export function bookingCalls(caller: Caller, trpc: SkyholdTrpc, session: Session): BookingCalls {
  const { bookings } = trpc;
  return {
    hold: async (input, options) => {
      const held = await caller.mutate("bookings.hold", options, (request) => bookings.hold.mutate(input, request));
      // Someone may have signed in meanwhile.
      if (held.guestToken !== null && session.token() === null) session.set(held.guestToken);
      return held;
    },
    find: (input, options) => caller.mutate("bookings.find", options, (request) => bookings.find.mutate(input, request)),
    claim: async (options) =>
      (await caller.mutate("bookings.claim", options, (request) => bookings.claim.mutate(undefined, request))).bookingIds,
    extend: (input, options) => caller.mutate("bookings.extend", options, (request) => bookings.extend.mutate(input, request)),
    changeSeats: (input, options) =>
      caller.mutate("bookings.changeSeats", options, (request) => bookings.changeSeats.mutate(input, request)),
    quoteSeatChange: (input, options) =>
      caller.query("bookings.quoteSeatChange", options, (request) => bookings.quoteSeatChange.query(input, request)),
    release: (input, options) => caller.mutate("bookings.release", options, (request) => bookings.release.mutate(input, request)),
    setPassengers: (input, options) =>
      caller.mutate("bookings.setPassengers", options, (request) => bookings.setPassengers.mutate(input, request)),
    get: (input, options) => caller.query("bookings.get", options, (request) => bookings.get.query(input, request)),
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("bookings.list", options, (request) => bookings.list.query({ ...input, cursor }, request)),
          items: (page) => page.bookings,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    eTicket: async (input, options) =>
      toTravelDocument(await caller.query("bookings.eTicket", options, (request) => bookings.eTicket.query(input, request))),
    calendarFile: async (input, options) =>
      toTravelDocument(await caller.query("bookings.calendarFile", options, (request) => bookings.calendarFile.query(input, request))),
    ...ancillaryCalls(caller, trpc),
    ...cancellationCalls(caller, trpc),
    ...flightChangeCalls(caller, trpc),
    ...travelDayCalls(caller, trpc),
  };
}
