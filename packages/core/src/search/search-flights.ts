import { z } from "zod";

import type { Context } from "../context.ts";
import type { Flight } from "../flights/flight.ts";
import { followsOffer } from "./follow-offer.ts";
import { candidatesOf } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { openCursor, sealCursor } from "./cursor.ts";
import { itinerariesOf } from "./itinerary.ts";
import { makeOffer, Offer } from "./make-offer.ts";
import { comparePlaces, placeOf } from "./rank.ts";
import type { Place } from "./rank.ts";
import type { Reference } from "../reference/reference.ts";
import { legsOf } from "./search-input.ts";
import type { SearchFlightsInput } from "./search-input.ts";
import { earliestArrival, refusePast, refuseUnknown, routeOf, waysOn } from "./search-leg.ts";
import type { Follows } from "./search-leg.ts";

const page = {
  offers: z.array(Offer),
  count: z.int().describe("How many offers there are on all pages together"),
  nextCursor: z.string().nullable().describe("null on the last page"),
};

/** What was found, in the order asked for. Each leg has offers of its own: a journey is one offer of each, at the sum of their totals. */
export const SearchFlightsOutput = z.strictObject({
  ...page,
  onward: z.array(z.strictObject(page)).describe("The same of the way back, or of each further leg"),
});
export type SearchFlightsOutput = z.infer<typeof SearchFlightsOutput>;
type Page = Omit<SearchFlightsOutput, "onward">;

interface Moment {
  readonly reference: Reference;
  readonly now: Date;
}

/**
 * Finds ways to travel on sale with seats for the whole party, as priced, signed offers by leg. Every fare is the sum of its
 * flights' fares, so an offer of each leg together cost what a search for the whole journey would say; the hold takes them all or none.
 */
export async function searchFlights(ctx: Context, input: SearchFlightsInput): Promise<SearchFlightsOutput> {
  const legs = legsOf(input);
  const cursor = openCursor(ctx, input);
  const { found, ...moment } = await ctx.reference.during(async (reference) => {
    refuseUnknown(reference, input);
    const routed = map(legs, (leg) => ({ leg, route: routeOf(reference, leg) }));
    return { routed, ...(await waysOn(ctx, routed[0], input.maxStops)) };
  });
  for (const leg of found.routed) refusePast(moment, leg);
  const follows = await followsOffer(ctx, moment.reference, input);
  const pages: Page[] = [];
  let arrivesAt = -Infinity;
  for (const [index, leg] of found.routed.entries()) {
    const earliest = arrivesAt;
    const ways = itinerariesOf(moment.reference, index === 0 ? found : await waysOn(ctx, leg, input.maxStops));
    const candidates = candidatesOf(moment.reference, ways.filter(both(follows, earliest)), input);
    arrivesAt = earliestArrival(candidates);
    if (index === (cursor?.leg ?? index)) pages.push(pageOf(ctx, moment, { input, leg: index, candidates, after: cursor?.last ?? null }));
  }
  const [first, ...onward] = pages;
  return { offers: [], count: 0, nextCursor: null, ...first, onward };
}

function map<From, To>([first, ...others]: readonly [From, ...From[]], to: (each: From) => To): [To, ...To[]] {
  return [to(first), ...others.map(to)];
}

/** What can follow the offer chosen before, and some offer of the leg before. */
function both(follows: Follows, earliest: number): Follows {
  return (flights) => flights[0].departsAt >= earliest && follows(flights);
}

interface PageAsked {
  readonly input: SearchFlightsInput;
  readonly leg: number;
  readonly candidates: readonly Candidate[];
  readonly after: Place | null;
}

function pageOf(ctx: Context, moment: Moment, { input, leg, candidates, after }: PageAsked): Page {
  const party = input.passengers;
  const placed = candidates.map((candidate) => ({ candidate, place: placeOf(candidate, input.sort, party) }));
  const left = placed.filter(({ place }) => after === null || comparePlaces(place, after) > 0);
  const chosen = left.toSorted((a, b) => comparePlaces(a.place, b.place)).slice(0, input.limit);
  const last = chosen.at(-1)?.place;
  const shown = new Map<string, Flight>();
  return {
    offers: chosen.map(({ candidate }) => makeOffer(ctx, moment, { candidate, party, shown })),
    count: candidates.length,
    nextCursor: last && left.length > chosen.length ? sealCursor(ctx, input, { leg, last }) : null,
  };
}
