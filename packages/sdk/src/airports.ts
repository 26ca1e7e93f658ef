import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `airports.search` takes: what the traveller has typed so far. */
export type SearchAirportsInput = Inputs["airports"]["search"];

/** What was found, the best match first. */
export type AirportSearchResult = Outputs["airports"]["search"];

/** An airport (`LHR`) or all the airports of a city (`LON`); its `code` goes to `flights.search`. */
export type AirportPlace = AirportSearchResult["places"][number];

/** What `airports.get` takes: an IATA code, and how far a nearby airport may be, in kilometres (150 when left out). */
export type AirportInput = Inputs["airports"]["get"];

/** A place with its coordinates and the airports near it. */
export type AirportDetails = Outputs["airports"]["get"];

/** Finding airports by what a traveller types. */
export interface AirportCalls {
  /**
   * Airports and metropolitan areas by code, city, name or country, or the beginning of one. Accents do not matter, and slips of
   * the finger are forgiven. Needs no session.
   *
   * Errors: INVALID_INPUT.
   *
   * @example
   * const { places } = await skyhold.airports.search({ query: "lon" }); // London, all airports; Heathrow; Gatwick …
   */
  readonly search: (input: SearchAirportsInput, options?: CallOptions) => Promise<AirportSearchResult>;

  /**
   * One airport or metropolitan area, with the airports near it. Errors: NOT_FOUND.
   *
   * @example
   * const { nearby } = await skyhold.airports.get({ code: "LIS" });
   */
  readonly get: (input: AirportInput, options?: CallOptions) => Promise<AirportDetails>;
}

/** The airport calls of a client. */
export function airportCalls(caller: Caller, { airports }: SkyholdTrpc): AirportCalls {
  return {
    search: (input, options) => caller.query("airports.search", options, (request) => airports.search.query(input, request)),
    get: (input, options) => caller.query("airports.get", options, (request) => airports.get.query(input, request)),
  };
}
