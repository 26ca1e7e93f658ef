import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { FlightDetails, FlightInput } from "./flights.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.flights.delay` takes: by how many minutes the flight is later than its timetable, and why. */
export type DelayFlightInput = Inputs["admin"]["flights"]["delay"];

/** What `admin.flights.setGate` takes. */
export type SetGateInput = Inputs["admin"]["flights"]["setGate"];

/** What `admin.flights.reschedule` takes: local times at the two airports, and why. */
export type RescheduleFlightInput = Inputs["admin"]["flights"]["reschedule"];

/** What `admin.flights.setStatus` takes: what has happened to the flight. */
export type SetFlightStatusInput = Inputs["admin"]["flights"]["setStatus"];

/** What `admin.flights.cancel` takes: the flight, and why. */
export type CancelFlightInput = Inputs["admin"]["flights"]["cancel"];

/** How far the cancellation of a flight has come. */
export type FlightCancellation = Outputs["admin"]["flights"]["cancellation"];

/** How far it is now, and under which version a stream goes on. */
export type FlightCancellationEvent =
  Outputs["admin"]["flights"]["watchCancellation"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** Whom a change of a flight concerns, and what cancelling it would give back. */
export type FlightConsequences = Outputs["admin"]["flights"]["consequences"];

/** What `admin.flights.scan` takes: the flight at whose gate, and the text of the barcode. */
export type ScanBoardingPassInput = Inputs["admin"]["flights"]["scan"];

/** Who may go through the gate, and when the pass was scanned first. */
export type Boarded = Outputs["admin"]["flights"]["scan"];

/** How the boarding of a flight stands. */
export type Departure = Outputs["admin"]["flights"]["departure"];

/** What an update of statuses has changed, by number of flights. */
export type StatusUpdate = Outputs["admin"]["flights"]["runStatusUpdate"];

/** What staff do to flights on their day. */
export interface FlightOperations {
  /**
   * Says how late a flight is, and tells everyone on it. Errors: FLIGHT_STATE, INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.flights.delay({ flightId, minutes: 45, reason: "Late inbound aircraft" });
   */
  readonly delay: (input: DelayFlightInput, options?: CallOptions) => Promise<FlightDetails>;
  /**
   * Says from which gate a flight leaves; another one than before is told to everyone on it. Errors: FLIGHT_STATE, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.flights.setGate({ flightId, gate: "B22", reason: "Gate taken" });
   */
  readonly setGate: (input: SetGateInput, options?: CallOptions) => Promise<FlightDetails>;
  /**
   * Gives a flight other times on its local date, and tells everyone on it. Errors: FLIGHT_STATE, INVALID_INPUT, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const times = { departs: "2026-12-01T11:10", arrives: "2026-12-01T14:00" };
   * await skyhold.admin.flights.reschedule({ flightId, ...times, reason: "New slot" });
   */
  readonly reschedule: (input: RescheduleFlightInput, options?: CallOptions) => Promise<FlightDetails>;
  /**
   * Says that a flight boards, has left or has landed; never back. Errors: FLIGHT_STATE, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.flights.setStatus({ flightId, status: "boarding", reason: "Gate opened early" });
   */
  readonly setStatus: (input: SetFlightStatusInput, options?: CallOptions) => Promise<FlightDetails>;
  /**
   * Cancels a flight for good; its bookings end in the background, with refunds and messages. Errors: FLIGHT_STATE, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.flights.cancel({ flightId, reason: "Strike of air traffic control" });
   */
  readonly cancel: (input: CancelFlightInput, options?: CallOptions) => Promise<FlightDetails>;
  /**
   * Whom a change of a flight concerns, and what cancelling it would give back; changes nothing. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const { passengers, refunds } = await skyhold.admin.flights.consequences({ flightId });
   */
  readonly consequences: (input: FlightInput, options?: CallOptions) => Promise<FlightConsequences>;
  /**
   * How far the cancellation of a flight has come. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const progress = await skyhold.admin.flights.cancellation({ flightId });
   */
  readonly cancellation: (input: FlightInput, options?: CallOptions) => Promise<FlightCancellation>;
  /**
   * The same, and again each time that it has come further; reconnects by itself. Errors: NOT_FOUND, OVERLOADED, FORBIDDEN.
   *
   * @example
   * for await (const { cancellation } of skyhold.admin.flights.watchCancellation({ flightId }, { signal })) paint(cancellation);
   */
  readonly watchCancellation: (input: FlightInput, options?: WatchOptions) => AsyncIterable<FlightCancellationEvent>;
  /**
   * Lets a passenger through the gate; a second scan answers when the first was.
   *
   * Errors: BOARDING_PASS_INVALID, NOT_CHECKED_IN, BOARDING_CLOSED, FLIGHT_STATE, NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const { passenger, seat } = await skyhold.admin.flights.scan({ flightId, barcode });
   */
  readonly scan: (input: ScanBoardingPassInput, options?: CallOptions) => Promise<Boarded>;
  /**
   * Who is checked in, who has boarded, and who is missing at the gate. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const departure = await skyhold.admin.flights.departure({ flightId });
   */
  readonly departure: (input: FlightInput, options?: CallOptions) => Promise<Departure>;
  /**
   * Brings the statuses of all flights up to now. Errors: FORBIDDEN.
   *
   * @example
   * const changed = await skyhold.admin.flights.runStatusUpdate();
   */
  readonly runStatusUpdate: (options?: CallOptions) => Promise<StatusUpdate>;
}

/** The staff calls of a client for flights on their day. */
export function flightOperations(caller: Caller, { flights }: SkyholdTrpc["admin"], subscribe: Subscribe): FlightOperations {
  return {
    delay: (input, options) => caller.mutate("admin.flights.delay", options, (request) => flights.delay.mutate(input, request)),
    setGate: (input, options) => caller.mutate("admin.flights.setGate", options, (request) => flights.setGate.mutate(input, request)),
    reschedule: (input, options) =>
      caller.mutate("admin.flights.reschedule", options, (request) => flights.reschedule.mutate(input, request)),
    setStatus: (input, options) => caller.mutate("admin.flights.setStatus", options, (request) => flights.setStatus.mutate(input, request)),
    cancel: (input, options) => caller.mutate("admin.flights.cancel", options, (request) => flights.cancel.mutate(input, request)),
    consequences: (input, options) =>
      caller.query("admin.flights.consequences", options, (request) => flights.consequences.query(input, request)),
    cancellation: (input, options) =>
      caller.query("admin.flights.cancellation", options, (request) => flights.cancellation.query(input, request)),
    watchCancellation: (input, options) => subscribe<FlightCancellationEvent>("admin.flights.watchCancellation", input, options),
    scan: (input, options) => caller.mutate("admin.flights.scan", options, (request) => flights.scan.mutate(input, request)),
    departure: (input, options) => caller.query("admin.flights.departure", options, (request) => flights.departure.query(input, request)),
    runStatusUpdate: (options) =>
      caller.mutate("admin.flights.runStatusUpdate", options, (request) => flights.runStatusUpdate.mutate({}, request)),
  };
}
