import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/**
 * What `flights.search` takes: IATA codes, a local date `2026-12-01`, who travels (one adult when left out), and what narrows it.
 * With `returnDate` it is a return, with `furtherLegs` a journey of up to six legs.
 */
export type SearchFlightsInput = Inputs["flights"]["search"];

/** What was found, by page: `offers` of the first leg, and in `onward` those of the way back or of each further leg. */
export type SearchResult = Outputs["flights"]["search"];

/** A priced, signed way to travel one leg. Its `total` is what will be charged for the whole party, until `expiresAt`; `token` goes to `bookings.hold`. */
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

/** What `flights.calendar` takes: a route, a local date, and how many days around it (15 when left out). */
export type PriceCalendarInput = Inputs["flights"]["calendar"];

/** The cheapest price of each day, the earliest day first. */
export type PriceCalendar = Outputs["flights"]["calendar"];

/** Which flight. */
export type FlightInput = Inputs["flights"]["get"];

/** A flight with its status and the free seats of its cabins. */
export type FlightDetails = Outputs["flights"]["get"];

/** How a flight stands: its status, gate and terminal, its timetable, and when it is expected to leave and to arrive. */
export type WatchedFlight = FlightEvent["flight"];

type FlightEvent = Outputs["flights"]["watch"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** Finding and following flights. */
export interface FlightCalls {
  /**
   * Finds ways on sale, direct or with up to two changes, that have seats for the whole party, as priced offers in the order
   * of `sort` (cheapest first when left out). `count` says how many there are, `nextCursor` goes on after the page. A journey
   * of several legs is one offer of each: give their tokens to `bookings.hold` together. One booking is in one currency, and a leg may be on
   * sale in several: `after`, with the token of the offer that was chosen, finds only what can follow it. Needs no session.
   *
   * Errors: INVALID_INPUT, naming the field; OFFER_INVALID for `after`.
   *
   * @example
   * const [there] = (await skyhold.flights.search({ origin: "LON", destination: "NYC", departureDate: "2026-12-01", sort: "best" })).offers;
   * const wayBack = { origin: "NYC", destination: "LON", departureDate: "2026-12-08", after: there.token };
   * const [back] = (await skyhold.flights.search(wayBack)).offers;
   * await skyhold.bookings.hold({ offer: [there.token, back.token] });
   */
  readonly search: (input: SearchFlightsInput, options?: CallOptions) => Promise<SearchResult>;

  /**
   * The cheapest price of each day around a date, for the whole party: what `search` finds first on that day. Direct flights,
   * unless `maxStops` says otherwise. Errors: INVALID_INPUT.
   *
   * @example
   * const { days } = await skyhold.flights.calendar({ origin: "LON", destination: "NYC", departureDate: "2026-12-15" });
   */
  readonly calendar: (input: PriceCalendarInput, options?: CallOptions) => Promise<PriceCalendar>;

  /**
   * One flight as it stands at this moment, also one that has left. Errors: NOT_FOUND.
   *
   * @example
   * const { status, expectedDeparts } = await skyhold.flights.get({ flightId });
   */
  readonly get: (input: FlightInput, options?: CallOptions) => Promise<FlightDetails>;

  /**
   * One flight as it stands, and from then on each time that its status, times, gate, terminal or aircraft have changed, within a
   * moment. Needs no session. When the connection is lost it comes back by itself and goes on where it was: you get what is true
   * then, not each step. Ends when you leave the loop or abort the `signal`; throws when it cannot begin.
   *
   * Errors: NOT_FOUND, OVERLOADED.
   *
   * @example
   * for await (const { status, gate, expectedDeparts } of skyhold.flights.watch({ flightId }, { signal }))
   *   show(`${status}, gate ${gate ?? "to be announced"}, ${expectedDeparts.local}`);
   */
  readonly watch: (input: FlightInput, options?: WatchOptions) => AsyncIterable<WatchedFlight>;
}

/** The flight calls of a client. */
export function flightCalls(caller: Caller, trpc: SkyholdTrpc, subscribe: Subscribe): FlightCalls {
  return {
    search: (input, options) => caller.query("flights.search", options, (request) => trpc.flights.search.query(input, request)),
    calendar: (input, options) => caller.query("flights.calendar", options, (request) => trpc.flights.calendar.query(input, request)),
    get: (input, options) => caller.query("flights.get", options, (request) => trpc.flights.get.query(input, request)),
    watch: (input, options) => watch(subscribe, input, options),
  };
}

async function* watch(
  subscribe: Subscribe,
  { flightId }: FlightInput,
  options?: WatchOptions,
): AsyncGenerator<WatchedFlight, void, undefined> {
  for await (const { flight } of subscribe<FlightEvent>("flights.watch", { flightId }, options)) yield flight;
}
