import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `seats.map` takes: the id of a flight in an offer. */
export type SeatMapInput = Inputs["seats"]["map"];

/** The seats of a flight with their state at this moment. */
export type SeatMap = Outputs["seats"]["map"];

/** A seat: its place, what it offers, and whether it can be had. Never whose it is. */
export type Seat = SeatMap["seats"][number];

/** A cabin's columns from left to right, with its aisles as empty strings: `["A", "B", "C", "", "D", "E", "F"]`. */
export type CabinLayout = SeatMap["cabins"][number];

/** Seat maps. */
export interface SeatCalls {
  /**
   * The seats of a flight at this moment: free, held, sold, blocked, or yours. Needs no session; with one it knows yours.
   *
   * Errors: NOT_FOUND.
   *
   * @example
   * const { seats } = await skyhold.seats.map({ flightId: offer.segments[0].flight.id });
   * const free = seats.filter((seat) => seat.state === "free" && seat.position === "window");
   */
  readonly map: (input: SeatMapInput, options?: CallOptions) => Promise<SeatMap>;
}

/** The seat calls of a client. */
export function seatCalls(caller: Caller, trpc: SkyholdTrpc): SeatCalls {
  return { map: (input, options) => caller.query("seats.map", options, (request) => trpc.seats.map.query(input, request)) };
}
