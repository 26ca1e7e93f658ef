import { findFlightsOnSale } from "@skyhold/db";
import type { FlightOnSale } from "@skyhold/db";

import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { totalOf } from "../fares/price.ts";
import type { Reference } from "../reference/reference.ts";
import { minimumConnection } from "./connection-times.ts";
import { currencyOf, isInternational } from "./itinerary.ts";
import { openOffer } from "./offer.ts";
import type { OfferTerms } from "./offer.ts";
import type { SearchFlightsInput } from "./search-input.ts";
import type { Follows } from "./search-leg.ts";

/** What can follow the offer that the search names: everything, where it names none. */
export async function followsOffer(
  ctx: Context,
  reference: Reference,
  { after, passengers }: Pick<SearchFlightsInput, "after" | "passengers">,
): Promise<Follows> {
  if (after === undefined) return () => true;
  const terms = openOffer(ctx, after, "after");
  if (!sameParty(terms.party, passengers)) throw invalidInput("after", "This offer was made for other passengers");
  const flights = await findFlightsOnSale(ctx.db, lastFlightOf(terms));
  const [last] = flights;
  if (!last) throw invalidInput("after", "The flights of this offer are no longer there");
  const { currency } = totalOf(terms.lines);
  return ([first]) => currencyOf(first) === currency && canGoOn(reference, last, first);
}

/** One booking for a journey of several offers, in their order. Refuses what one booking cannot hold, naming the offer. */
export async function joinOffers(ctx: Context, offers: readonly [OfferTerms, ...OfferTerms[]]): Promise<OfferTerms> {
  const [first, ...others] = offers;
  if (others.length === 0) return first;
  const segments = offers.flatMap((offer) => offer.segments);
  if (segments.length > mostFlights) throw invalidInput("offer", `A booking holds at most ${mostFlights} flights; make a second one`);
  for (const [index, offer] of others.entries()) checkAlike(first, offer, `offer[${index + 1}]`);
  await checkOrder(ctx, offers);
  let before = 0;
  const lines = offers.flatMap((offer) => {
    const start = before;
    before += offer.segments.length;
    return offer.lines.map((line) => ({ ...line, segment: line.segment + start }));
  });
  const expiresAt = offers.map((offer) => offer.expiresAt).reduce((earliest, at) => (at < earliest ? at : earliest));
  return { expiresAt, party: first.party, segments, lines };
}

/** A seat for each of nine passengers on each of six flights is what the tables allow. */
const mostFlights = 6;

function checkAlike(first: OfferTerms, offer: OfferTerms, path: string): void {
  if (!sameParty(first.party, offer.party)) throw invalidInput(path, "This offer was made for other passengers than the first");
  if (totalOf(first.lines).currency !== totalOf(offer.lines).currency)
    throw invalidInput(path, "This offer is in another currency than the first; book it by itself");
}

async function checkOrder(ctx: Context, offers: readonly OfferTerms[]): Promise<void> {
  const { reference } = await ctx.reference.read();
  const ids = offers.flatMap((offer) => offer.segments.map(({ flightId }) => flightId));
  const flights = new Map((await findFlightsOnSale(ctx.db, ids)).map((flight) => [flight.id, flight]));
  for (const [index, offer] of offers.entries()) {
    const before = flights.get(offers[index - 1]?.segments.at(-1)?.flightId ?? "");
    const next = flights.get(offer.segments[0]?.flightId ?? "");
    if (before && next && !canGoOn(reference, before, next))
      throw invalidInput(`offer[${index}]`, "This leg departs before the traveller can be there from the one before");
  }
}

/** Never before the arrival; where it goes on from the same airport, after the time that a change takes there. */
function canGoOn(reference: Reference, last: FlightOnSale, next: FlightOnSale): boolean {
  const reach = (flight: FlightOnSale) => (isInternational(reference, flight) ? "international" : "domestic");
  const needed = last.destination === next.origin ? minimumConnection(next.origin, [reach(last), reach(next)], next.departureDate) : 0;
  return next.departsAt >= last.arrivesAt + needed * 60_000;
}

function lastFlightOf({ segments }: OfferTerms): string[] {
  return segments.slice(-1).map(({ flightId }) => flightId);
}

function sameParty(a: OfferTerms["party"], b: OfferTerms["party"]): boolean {
  return a.adults === b.adults && a.children === b.children && a.infants === b.infants;
}
