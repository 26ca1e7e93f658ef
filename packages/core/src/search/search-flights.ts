import { expandAirportCodes, searchDirectFlights } from "@skyhold/db";
import type { CabinOnSale, SellableFlight } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { FareBrand, listFareBrands, toFareBrand } from "../fares/fare-brand.ts";
import type { StoredFareBrand } from "../fares/fare-brand.ts";
import { checkParty, Party, passengersOf, seatsNeeded } from "../fares/party.ts";
import { PriceLine, priceLines, totalOf } from "../fares/price.ts";
import { Cabin, Flight, toFlight } from "../flights/flight.ts";
import { Money } from "../money.ts";
import { CalendarDate } from "../text.ts";
import { sealOffer } from "./offer.ts";
import { instantOf } from "../time.ts";

const AirportCode = z
  .string()
  .regex(/^[A-Z]{3}$/u, "An IATA code of three capital letters: an airport, or a metropolitan area such as LON");

/** What to look for. */
export const SearchFlightsInput = z.strictObject({
  origin: AirportCode,
  destination: AirportCode,
  departureDate: CalendarDate.describe("Local date at the airport of departure, `2026-12-01`"),
  passengers: Party.prefault({}),
  cabin: Cabin.optional().describe("Only this cabin; all when left out"),
});
export type SearchFlightsInput = z.infer<typeof SearchFlightsInput>;

/** A priced way to travel: take it to `bookings.hold` as it is. */
export const Offer = z.strictObject({
  token: z.string().describe("The signed offer"),
  expiresAt: z.date().describe("Until then the price is what `total` says"),
  segments: z.array(z.strictObject({ flight: Flight, cabin: Cabin, brand: FareBrand })),
  seatsFree: z.int().describe("Seats free in the cabin at this moment; on several segments, the fewest"),
  lines: z.array(PriceLine),
  total: Money.describe("For the whole party, taxes included: what will be charged"),
});
export type Offer = z.infer<typeof Offer>;

/** What was found, cheapest first. */
export const SearchFlightsOutput = z.strictObject({ offers: z.array(Offer) });

/** Finds direct flights on sale on a local date with seats for the whole party, each with its priced, signed offers: cheapest first, then earliest. */
export async function searchFlights(ctx: Context, input: SearchFlightsInput): Promise<z.infer<typeof SearchFlightsOutput>> {
  checkParty(input.passengers);
  const [airports, brands] = await Promise.all([expandAirportCodes(ctx.db, [input.origin, input.destination]), listFareBrands(ctx.db)]);
  const origins = known(airports, "origin", input.origin);
  const destinations = known(airports, "destination", input.destination).filter((iata) => !origins.includes(iata));
  if (destinations.length === 0) throw invalidInput("destination", "The flight must go somewhere else than it starts");
  const flights = await searchDirectFlights(ctx.db, { origins, destinations, date: input.departureDate });
  const offers = flights.flatMap((flight) => offersOf(ctx, flight, { brands, input }));
  return { offers: offers.toSorted((a, b) => a.total.amount - b.total.amount || departure(a) - departure(b)) };
}

function known(airports: ReadonlyMap<string, string[]>, field: string, code: string): string[] {
  const found = airports.get(code) ?? [];
  if (found.length === 0) throw invalidInput(field, `There is no airport or metropolitan area ${code}`);
  return found;
}

function departure(offer: Offer): number {
  return offer.segments[0]?.flight.departs.at.getTime() ?? 0;
}

interface Asked {
  readonly brands: readonly StoredFareBrand[];
  readonly input: SearchFlightsInput;
}

function offersOf(ctx: Context, flight: SellableFlight, asked: Asked): Offer[] {
  const wanted = flight.cabins.filter((cabin) => asked.input.cabin === undefined || cabin.cabin === asked.input.cabin);
  const withRoom = wanted.filter((cabin) => cabin.free >= seatsNeeded(asked.input.passengers));
  return withRoom.flatMap((cabin) => asked.brands.map((brand) => makeOffer(ctx, { flight, cabin, brand }, asked.input.passengers)));
}

function makeOffer(ctx: Context, choice: { flight: SellableFlight; cabin: CabinOnSale; brand: StoredFareBrand }, party: Party): Offer {
  const { flight, cabin, brand } = choice;
  const international = flight.origin.country !== flight.destination.country;
  const lines = priceLines([{ ...cabin, international, brand }], passengersOf(party));
  // Whole seconds, because the token carries whole seconds and both must say the same.
  const expiresAt = instantOf(Math.floor(instantOf(flight.now).getTime() / 1000 + ctx.policy.offerSeconds) * 1000);
  const view = toFlight(flight);
  const terms = {
    expiresAt: expiresAt.toISOString(),
    party,
    segments: [{ flightId: view.id, cabin: cabin.cabin, brand: brand.code }],
    lines,
  };
  return {
    token: sealOffer(ctx, terms),
    expiresAt,
    segments: [{ flight: view, cabin: cabin.cabin, brand: toFareBrand(brand) }],
    seatsFree: cabin.free,
    lines,
    total: totalOf(lines),
  };
}
