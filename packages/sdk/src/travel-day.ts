import type { BookingInput } from "./bookings.ts";
import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import { toTravelDocument } from "./travel-document.ts";
import type { TravelDocument } from "./travel-document.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What has become of the times of a booking's flights, and what may be done about it. */
export type BookingChanges = Outputs["bookings"]["changes"];

/** What `bookings.acceptChange` takes. */
export type AcceptChangeInput = Inputs["bookings"]["acceptChange"];

/** What `bookings.checkIn` takes: the flight and the passengers by index, with their travel documents where the flight needs them. */
export type CheckInInput = Inputs["bookings"]["checkIn"];

/** Who is checked in for a flight of a booking. */
export type CheckedIn = Outputs["bookings"]["checkIn"];

/** Whose boarding pass, for which flight, both by index. */
export type BoardingPassInput = Inputs["bookings"]["boardingPass"];

/** A boarding pass: `aztecSvg` for a screen, `document` for paper. */
export type BoardingPass = Omit<Outputs["bookings"]["boardingPass"], "document"> & { readonly document: TravelDocument };

/** What a traveller does with a booking when the flight is near. */
export interface TravelDayCalls {
  /**
   * What has become of the times of a booking's flights since it was made. Errors: NOT_FOUND.
   *
   * @example
   * const { changes, refundInFull } = await skyhold.bookings.changes({ bookingId });
   */
  readonly changes: (input: BookingInput, options?: CallOptions) => Promise<BookingChanges>;

  /**
   * Takes the new times of a flight as those that were bought. Errors: NOT_FOUND, BOOKING_STATE, INVALID_INPUT.
   *
   * @example
   * await skyhold.bookings.acceptChange({ bookingId, changeId });
   */
  readonly acceptChange: (input: AcceptChangeInput, options?: CallOptions) => Promise<BookingChanges>;

  /**
   * Checks passengers in for one flight, from 48 hours to 60 minutes before departure: all who are named, or none.
   *
   * Errors: CHECK_IN_CLOSED, BOOKING_STATE, FLIGHT_STATE, INVALID_INPUT, NOT_FOUND.
   *
   * @example
   * await skyhold.bookings.checkIn({ bookingId: booking.id, segment: 0, passengers: [{ passenger: 0 }] });
   */
  readonly checkIn: (input: CheckInInput, options?: CallOptions) => Promise<CheckedIn>;

  /**
   * The boarding pass of a passenger who is checked in. Errors: NOT_CHECKED_IN, FLIGHT_STATE, NOT_FOUND, INVALID_INPUT.
   *
   * @example
   * const { aztecSvg, gate } = await skyhold.bookings.boardingPass({ bookingId, segment: 0, passenger: 0 });
   */
  readonly boardingPass: (input: BoardingPassInput, options?: CallOptions) => Promise<BoardingPass>;
}

/** The calls of a client for the day of travel. */
export function travelDayCalls(caller: Caller, { bookings }: SkyholdTrpc): TravelDayCalls {
  return {
    changes: (input, options) => caller.query("bookings.changes", options, (request) => bookings.changes.query(input, request)),
    acceptChange: (input, options) =>
      caller.mutate("bookings.acceptChange", options, (request) => bookings.acceptChange.mutate(input, request)),
    checkIn: (input, options) => caller.mutate("bookings.checkIn", options, (request) => bookings.checkIn.mutate(input, request)),
    boardingPass: async (input, options) => {
      const pass = await caller.query("bookings.boardingPass", options, (request) => bookings.boardingPass.query(input, request));
      return { ...pass, document: toTravelDocument(pass.document) };
    },
  };
}
