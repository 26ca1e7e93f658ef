import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `seats.map` takes: the id of a flight in an offer, and the code of the offer's fare brand to see prices under its terms. */
export type SeatMapInput = Inputs["seats"]["map"];

/** The seats of a flight with their state and price at this moment. */
export type SeatMap = Outputs["seats"]["map"];

/** A seat: its place, what it offers, and whether it can be had. Never whose it is. */
export type Seat = SeatMap["seats"][number];

/** A cabin's columns from left to right, with its aisles as empty strings: `["A", "B", "C", "", "D", "E", "F"]`. */
export type CabinLayout = SeatMap["cabins"][number];

/** What `seats.watch` takes: the id of a flight in an offer. */
export type WatchSeatsInput = Pick<Inputs["seats"]["watch"], "flightId">;

/** What is new on a seat map: every seat in a `snapshot`, those that changed in `changes`. Both are taken over alike, seat by seat. */
export type SeatEvent = Outputs["seats"]["watch"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** Seat maps. */
export interface SeatCalls {
  /**
   * The seats of a flight at this moment: free, held, sold, blocked, or yours. Needs no session; with one it knows yours.
   * `price` is what an adult pays for choosing a seat, null where that is free; a child pays only for more legroom. What is
   * charged is what the booking's own lines say.
   *
   * Errors: NOT_FOUND, INVALID_INPUT.
   *
   * @example
   * const [{ flight, brand }] = offer.segments;
   * const { seats } = await skyhold.seats.map({ flightId: flight.id, brand: brand.code });
   * const free = seats.filter((seat) => seat.state === "free" && seat.position === "window");
   */
  readonly map: (input: SeatMapInput, options?: CallOptions) => Promise<SeatMap>;

  /**
   * The seats of a flight from now on: first every seat, then each change within a moment, also of holds that run out. When
   * the connection is lost it comes back by itself and goes on where it was, so nothing is missed. Ends when you leave the
   * loop or abort the `signal`; throws when it cannot begin, or when the flight is gone.
   *
   * Errors: NOT_FOUND, OVERLOADED.
   *
   * @example
   * for await (const { seats } of skyhold.seats.watch({ flightId }, { signal }))
   *   for (const { seat, state } of seats) paint(seat, state);
   */
  readonly watch: (input: WatchSeatsInput, options?: WatchOptions) => AsyncIterable<SeatEvent>;
}

/** The seat calls of a client. */
export function seatCalls(caller: Caller, trpc: SkyholdTrpc, subscribe: Subscribe): SeatCalls {
  return {
    map: (input, options) => caller.query("seats.map", options, (request) => trpc.seats.map.query(input, request)),
    watch: (input, options) => subscribe<SeatEvent>("seats.watch", input, options),
  };
}
