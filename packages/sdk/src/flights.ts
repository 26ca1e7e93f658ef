import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `flights.search` takes: IATA codes, a local date `2026-12-01`, and who travels (one adult when left out). */
export type SearchFlightsInput = Inputs["flights"]["search"];

/** What was found, cheapest first. */
export type SearchResult = Outputs["flights"]["search"];

/** A priced, signed way to travel. Its `total` is what will be charged for the whole party, until `expiresAt`; `token` goes to `bookings.hold`. */
export type Offer = SearchResult["offers"][number];

/** One flight of an offer or booking, with its cabin and fare brand. */
export type Segment = Offer["segments"][number];

/** A flight on a date. `durationMinutes` is in minutes, `departs` and `arrives` are moments with their local time. */
export type Flight = Segment["flight"];

/** A class of travel. */
export type Cabin = Segment["cabin"];

/** A fare brand with what it allows; refund and change fee in percent of the fare. */
export type FareBrand = Segment["brand"];

/** A moment (`at`) with the wall time (`local`, `2026-12-01T09:30`) at the airport and its IANA time zone. */
export type ZonedTime = Flight["departs"];

/** One line of a price: what is charged for one passenger on one segment, both by index. */
export type PriceLine = Offer["lines"][number];

/** An amount in integer minor units of an ISO 4217 currency: 1234 is 12.34 EUR, or 1234 JPY. */
export type Money = Offer["total"];

/** Finding flights. */
export interface FlightCalls {
  /**
   * Finds direct flights on a local date that have seats for the whole party, as priced offers, cheapest first. Needs no
   * session.
   *
   * Errors: INVALID_INPUT, naming the field.
   *
   * @example
   * const { offers } = await skyhold.flights.search({ origin: "CDG", destination: "LIS", departureDate: "2026-12-01" });
   */
  readonly search: (input: SearchFlightsInput, options?: CallOptions) => Promise<SearchResult>;
}

/** The flight calls of a client. */
export function flightCalls(caller: Caller, trpc: SkyholdTrpc): FlightCalls {
  return {
    search: (input, options) => caller.query("flights.search", options, (request) => trpc.flights.search.query(input, request)),
  };
}
