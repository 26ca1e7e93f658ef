import type { Caller } from "./caller.ts";
import type { CancelInput, CancellationQuote, CancelledBooking, QuoteCancellationInput } from "./cancellation.ts";
import type { Inputs, Outputs } from "./contract.ts";
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

/** The extras on sale for a booking, by segment and passenger, with their prices. */
export type Ancillaries = Outputs["bookings"]["ancillaries"];

/** What `bookings.setAncillaries` takes: all extras of a booking, also those that stay. */
export type SetAncillariesInput = Inputs["bookings"]["setAncillaries"];

/** Where a list of bookings begins and how many a page has: 1 to 50, 20 when left out. */
export type ListBookingsInput = Inputs["bookings"]["list"];

/** A page of bookings. `nextCursor` is null on the last one. */
export type BookingPage = Outputs["bookings"]["list"];

/** Bookings, from the held seats to the ticket. */
export interface BookingCalls extends TravelDayCalls {
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

  /** Gives an unpaid booking the time of a fresh hold, but never past its `payBy`. Errors: NOT_FOUND, HOLD_EXPIRED, BOOKING_STATE. */
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

  /** The extras that each passenger may buy for each flight: bags, priority, lounge, Wi-Fi, meals, insurance. Errors: NOT_FOUND. */
  readonly ancillaries: (input: BookingInput, options?: CallOptions) => Promise<Ancillaries>;

  /**
   * Chooses all extras of a booking before payment; the last call counts, an empty list takes them away. They are lines of the price at
   * the prices of `ancillaries`. When the `total` changes, `payments.start` opens a payment of the new amount.
   *
   * Errors: INVALID_INPUT, NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING.
   *
   * @example
   * await skyhold.bookings.setAncillaries({ bookingId, ancillaries: [{ segment: 0, passenger: 0, code: "BAG", quantity: 2 }] });
   */
  readonly setAncillaries: (input: SetAncillariesInput, options?: CallOptions) => Promise<Booking>;

  /** Gives the seats of an unpaid booking back at once. Doing it twice is as good as once. Errors: NOT_FOUND, BOOKING_STATE, PAYMENT_PENDING. */
  readonly release: (input: BookingInput, options?: CallOptions) => Promise<Booking>;

  /**
   * What cancelling a confirmed booking would bring, or some of its passengers or segments. Nothing happens yet.
   *
   * Errors: NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED for a flight that has left, INVALID_INPUT for children left without an adult.
   *
   * @example
   * const { quote, refund, trace } = await skyhold.bookings.quoteCancellation({ bookingId, passengers: [1] });
   */
  readonly quoteCancellation: (input: QuoteCancellationInput, options?: CallOptions) => Promise<CancellationQuote>;

  /**
   * Cancels what a quote says, on its terms. Doing it twice is as good as once. Where the terms have moved since, nothing is
   * cancelled, and QUOTE_CHANGED brings the quote that holds now.
   *
   * Errors: QUOTE_EXPIRED, QUOTE_CHANGED, NOT_FOUND, BOOKING_STATE, FLIGHT_CLOSED, INVALID_INPUT.
   *
   * @example
   * const { booking, cancellation } = await skyhold.bookings.cancel({ bookingId, quote });
   */
  readonly cancel: (input: CancelInput, options?: CallOptions) => Promise<CancelledBooking>;

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

  /** One of your bookings. Errors: NOT_FOUND, also for another's. */
  readonly get: (input: BookingInput, options?: CallOptions) => Promise<Booking>;

  /**
   * Your bookings, newest first: one page when awaited, all of them in a `for await` loop, which asks for the next page
   * when it comes to it. A time limit counts for each page.
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
   */
  readonly find: (input: FindBookingInput, options?: CallOptions) => Promise<FoundBooking>;

  /**
   * Takes over what was bought without an account under your verified address, and answers the ids. `auth.verifyEmail` does it too.
   *
   * Errors: EMAIL_UNVERIFIED, UNAUTHENTICATED.
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
    ancillaries: (input, options) => caller.query("bookings.ancillaries", options, (request) => bookings.ancillaries.query(input, request)),
    setAncillaries: (input, options) =>
      caller.mutate("bookings.setAncillaries", options, (request) => bookings.setAncillaries.mutate(input, request)),
    extend: (input, options) => caller.mutate("bookings.extend", options, (request) => bookings.extend.mutate(input, request)),
    changeSeats: (input, options) =>
      caller.mutate("bookings.changeSeats", options, (request) => bookings.changeSeats.mutate(input, request)),
    quoteSeatChange: (input, options) =>
      caller.query("bookings.quoteSeatChange", options, (request) => bookings.quoteSeatChange.query(input, request)),
    release: (input, options) => caller.mutate("bookings.release", options, (request) => bookings.release.mutate(input, request)),
    quoteCancellation: (input, options) =>
      caller.query("bookings.quoteCancellation", options, (request) => bookings.quoteCancellation.query(input, request)),
    cancel: (input, options) => caller.mutate("bookings.cancel", options, (request) => bookings.cancel.mutate(input, request)),
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
    ...travelDayCalls(caller, trpc),
  };
}
