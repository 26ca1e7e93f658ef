import {
  blockSeats,
  BlockSeatsInput,
  Boarded,
  cancelFlight,
  CancelFlightInput,
  createFlight,
  CreateFlightInput,
  delayFlight,
  DelayFlightInput,
  Departure,
  FlightCalendar,
  FlightCalendarInput,
  FlightCancellation,
  FlightCancellationEvent,
  FlightConsequences,
  FlightDetails,
  foreseeCancellation,
  getFlightCancellation,
  GetFlightInput,
  getManifest,
  GetManifestInput,
  listFlights,
  ListFlightsInput,
  ListFlightsOutput,
  Manifest,
  readDeparture,
  readFlightCalendar,
  rescheduleFlight,
  RescheduleFlightInput,
  runStatusUpdate,
  scanBoardingPass,
  ScanBoardingPassInput,
  SeatMap,
  setFlightStatus,
  SetFlightStatusInput,
  setGate,
  SetGateInput,
  StatusUpdate,
  unblockSeats,
  UnblockSeatsInput,
  watchFlightCancellation,
  WatchFlightCancellationInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../../event-stream.ts";
import { once } from "../../idempotency.ts";
import { NoInput, staffProcedure } from "../../trpc.ts";

export const flights = {
  /** Flights in the order of their departures, with how full they are: by number, route, day, status. Errors: INVALID_INPUT, FORBIDDEN. */
  list: staffProcedure
    .input(ListFlightsInput)
    .output(ListFlightsOutput)
    .query(({ ctx, input }) => listFlights(ctx.app, input)),

  /** How many flights leave on each day of a month, and which of them are late or cancelled. Errors: INVALID_INPUT, FORBIDDEN. */
  calendar: staffProcedure
    .input(FlightCalendarInput)
    .output(FlightCalendar)
    .query(({ ctx, input }) => readFlightCalendar(ctx.app, input)),

  /** A flight with who sits where, who holds a seat and until when, and which seats are blocked and why. Errors: NOT_FOUND, FORBIDDEN. */
  manifest: staffProcedure
    .input(GetManifestInput)
    .output(Manifest)
    .query(({ ctx, input }) => getManifest(ctx.app, input)),

  /** Puts a single flight on sale, with the cabins and seats of its aircraft. Errors: INVALID_INPUT, FORBIDDEN. */
  create: staffProcedure.input(CreateFlightInput).output(FlightDetails).mutation(once(createFlight)),

  /** Takes seats of a flight out of sale: all of them, or none. Errors: SEAT_TAKEN (held, sold or blocked, by name), SEAT_UNKNOWN, FORBIDDEN. */
  blockSeats: staffProcedure.input(BlockSeatsInput).output(SeatMap).mutation(once(blockSeats)),

  /** Puts blocked seats on sale again. Errors: NOT_FOUND, FORBIDDEN. */
  unblockSeats: staffProcedure.input(UnblockSeatsInput).output(SeatMap).mutation(once(unblockSeats)),

  /**
   * Says how late a flight is: its estimates move, its timetable does not, and everyone on it is told. Said twice, it is told once.
   * Errors: FLIGHT_STATE (it has left or is cancelled), INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   */
  delay: staffProcedure.input(DelayFlightInput).output(FlightDetails).mutation(once(delayFlight)),

  /** Says from which gate and terminal a flight leaves; another one than before is told to everyone on it. Errors: FLIGHT_STATE, NOT_FOUND, FORBIDDEN. */
  setGate: staffProcedure.input(SetGateInput).output(FlightDetails).mutation(once(setGate)),

  /**
   * Gives a flight other times on its local date; everyone on it is told, and may accept them or have what the refund rules give.
   * Errors: FLIGHT_STATE (it boards, has left or is cancelled), INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   */
  reschedule: staffProcedure.input(RescheduleFlightInput).output(FlightDetails).mutation(once(rescheduleFlight)),

  /** Says that a flight boards, has left or has landed, ahead of the clock. Errors: FLIGHT_STATE (it was further already, or it cannot be true yet), NOT_FOUND, FORBIDDEN. */
  setStatus: staffProcedure.input(SetFlightStatusInput).output(FlightDetails).mutation(once(setFlightStatus)),

  /** Whom a change of a flight concerns, and what cancelling it would give back; changes nothing. Errors: NOT_FOUND, FORBIDDEN. */
  consequences: staffProcedure
    .input(GetFlightInput)
    .output(FlightConsequences)
    .query(({ ctx, input }) => foreseeCancellation(ctx.app, input)),

  /**
   * Cancels a flight for good. Its bookings are ended in the background: seats, refunds by the rules, one message each; `cancellation`
   * shows how far that is. Errors: FLIGHT_STATE (it has left), NOT_FOUND, FORBIDDEN.
   */
  cancel: staffProcedure.input(CancelFlightInput).output(FlightDetails).mutation(once(cancelFlight)),

  /** How far the cancellation of a flight has come, in numbers. Errors: NOT_FOUND (no such flight, or not cancelled), FORBIDDEN. */
  cancellation: staffProcedure
    .input(GetFlightInput)
    .output(FlightCancellation)
    .query(({ ctx, input }) => getFlightCancellation(ctx.app, input)),

  /**
   * How far the cancellation of a flight has come, and from then on each time that it has come further, within about a second. Server-sent
   * events; `Last-Event-ID` goes on where a stream was cut. Errors: NOT_FOUND (no such flight, or not cancelled), OVERLOADED, FORBIDDEN.
   */
  watchCancellation: staffProcedure
    .input(WatchFlightCancellationInput)
    .output(eventStream(FlightCancellationEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchFlightCancellation(ctx.app, input, listening))),

  /**
   * Lets a passenger through the gate by the barcode of the boarding pass; a second scan answers when the first was.
   * Errors: BOARDING_PASS_INVALID (why), NOT_CHECKED_IN, BOARDING_CLOSED, FLIGHT_STATE (too early, or it has left), NOT_FOUND, FORBIDDEN.
   */
  scan: staffProcedure.input(ScanBoardingPassInput).output(Boarded).mutation(once(scanBoardingPass)),

  /** Who of a flight is checked in, who has boarded, and who is missing at the gate. Errors: NOT_FOUND, FORBIDDEN. */
  departure: staffProcedure
    .input(GetFlightInput)
    .output(Departure)
    .query(({ ctx, input }) => readDeparture(ctx.app, input)),

  /** Brings the statuses of all flights up to now, as a job does every two minutes. Errors: FORBIDDEN. */
  runStatusUpdate: staffProcedure.input(NoInput).output(StatusUpdate).mutation(once(runStatusUpdate)),
} satisfies TRPCRouterRecord;
