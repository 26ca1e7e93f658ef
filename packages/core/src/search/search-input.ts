import { z } from "zod";

import { invalidInput } from "../errors.ts";
import { checkParty, Party } from "../fares/party.ts";
import { Cabin } from "../flights/flight.ts";
import { CalendarDate } from "../text.ts";

const AirportCode = z
  .string()
  .regex(/^[A-Z]{3}$/u, "An IATA code of three capital letters: an airport, or a metropolitan area such as LON");

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, "A time of day like 09:30");

const TimeWindow = z
  .strictObject({ from: WallTime.default("00:00"), to: WallTime.default("23:59") })
  .describe("Local time at the airport, both ends included");

const date = CalendarDate.describe("Local date at the airport of departure, `2026-12-01`");

/** What narrows a search; it counts for every leg, and a traveller who leaves it out means anything. */
const filters = {
  cabin: Cabin.optional().describe("Only this cabin; all when left out"),
  maxStops: z.int().min(0).max(2).default(1).describe("How many changes of aircraft a leg may have"),
  airlines: z
    .array(z.string().regex(/^[A-Z0-9]{2}$/u, "An IATA airline code of two characters"))
    .min(1)
    .max(20)
    .optional()
    .describe("Only flights of these airlines, each of a leg"),
  brands: z.array(z.string().max(20)).min(1).max(10).optional().describe("Only these fare brands"),
  price: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/u, "An ISO 4217 code"),
      min: z.int().nonnegative().optional(),
      max: z.int().nonnegative().optional(),
    })
    .optional()
    .describe("What a leg may cost for the whole party, in minor units; only offers in this currency"),
  departure: TimeWindow.optional(),
  arrival: TimeWindow.optional(),
  maxDurationMinutes: z.int().min(1).max(4320).optional().describe("The longest that a leg may take, waiting included"),
};

/** What to look for: one leg, a return with `returnDate`, or up to six legs with `furtherLegs`. */
export const SearchFlightsInput = z.strictObject({
  origin: AirportCode,
  destination: AirportCode,
  departureDate: date,
  returnDate: date.optional().describe("For a way back to the origin, its local date at the destination"),
  furtherLegs: z
    .array(z.strictObject({ origin: AirportCode, destination: AirportCode, departureDate: date }))
    .max(5)
    .optional()
    .describe("For a journey with several stays, the legs after the first"),
  passengers: Party.prefault({}),
  ...filters,
  sort: z
    .enum(["price", "duration", "departure", "best"])
    .default("price")
    .describe(
      "`best` weighs time in money: the price, and 20.00 for each traveller and hour and 30.00 for each traveller and change. Nobody pays for a place",
    ),
  limit: z.int().min(1).max(100).default(20).describe("Offers on a page, of each leg"),
  cursor: z.string().max(1000).optional().describe("`nextCursor` of a leg, with all else as it was; answers that leg only, in `offers`"),
  after: z
    .string()
    .max(16_000)
    .optional()
    .describe("`token` of the offer chosen for the leg before: only what can follow it, in its currency"),
});
export type SearchFlightsInput = z.infer<typeof SearchFlightsInput>;

/** Where a leg goes, and on which local date. */
export interface Leg {
  readonly origin: string;
  readonly destination: string;
  readonly departureDate: string;
  /** The name of its fields in the input, to name them in a refusal. */
  readonly field: (name: "origin" | "destination" | "departureDate") => string;
}

/** The legs of a search in their order. Refuses what no schema can judge, naming the field. */
export function legsOf(input: SearchFlightsInput): [Leg, ...Leg[]] {
  checkParty(input.passengers);
  checkFilters(input);
  const { origin, destination, departureDate, returnDate, furtherLegs = [] } = input;
  const first: Leg = { origin, destination, departureDate, field: (name) => name };
  if (returnDate !== undefined && furtherLegs.length > 0)
    throw invalidInput("returnDate", "Either a way back or further legs: make the way back the last of `furtherLegs`");
  if (returnDate !== undefined) {
    const fields = { departureDate: "returnDate", origin: "destination", destination: "origin" } as const;
    return inOrder([first, { origin: destination, destination: origin, departureDate: returnDate, field: (name) => fields[name] }]);
  }
  return inOrder([first, ...furtherLegs.map((leg, index): Leg => ({ ...leg, field: (name) => `furtherLegs[${index}].${name}` }))]);
}

function inOrder(legs: [Leg, ...Leg[]]): [Leg, ...Leg[]] {
  for (const [index, leg] of legs.entries()) {
    const before = legs[index - 1];
    if (before && leg.departureDate < before.departureDate)
      throw invalidInput(
        leg.field("departureDate"),
        `This leg comes after the one of ${before.departureDate}: choose that day or a later one`,
      );
  }
  return legs;
}

/** Source: CLDR, through Intl. */
const currencies = new Set(Intl.supportedValuesOf("currency"));

function checkFilters({ price, departure, arrival, returnDate, furtherLegs, after }: SearchFlightsInput): void {
  if (price && !currencies.has(price.currency)) throw invalidInput("price.currency", `There is no currency ${price.currency}`);
  if (price?.min !== undefined && price.max !== undefined && price.min > price.max)
    throw invalidInput("price", "`min` is above `max`, so nothing could be found");
  for (const [name, window] of Object.entries({ departure, arrival }))
    if (window && window.from > window.to) throw invalidInput(name, "`from` is after `to`: for a window over midnight, search twice");
  if (after !== undefined && (returnDate !== undefined || furtherLegs !== undefined))
    throw invalidInput("after", "What follows an offer is searched one leg at a time: leave `returnDate` and `furtherLegs` out");
}

/** Minutes since midnight of a time of day, `09:30`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
