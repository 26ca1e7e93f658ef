import type { FlightOnSale } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { FareBrand, toFareBrand } from "../fares/fare-brand.ts";
import type { Party } from "../fares/party.ts";
import { PriceLine } from "../fares/price.ts";
import { Cabin, Flight, toFlight } from "../flights/flight.ts";
import { FlightId } from "../ids.ts";
import { Money } from "../money.ts";
import type { Reference } from "../reference/reference.ts";
import { instantOf } from "../time.ts";
import { linesOf } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { sealOffer } from "./offer.ts";

/** A priced way to travel one leg: take it to `bookings.hold` as it is, with one of each other leg. */
export const Offer = z.strictObject({
  token: z.string().describe("The signed offer"),
  expiresAt: z.date().describe("Until then the price is what `total` says"),
  segments: z.array(z.strictObject({ flight: Flight, cabin: Cabin, brand: FareBrand })).describe("The flights, in their order"),
  durationMinutes: z.int().positive().describe("From the first departure to the last arrival, waiting included"),
  seatsFree: z.int().describe("Seats free in the cabin at this moment; on several segments, the fewest"),
  lines: z.array(PriceLine),
  total: Money.describe("For the whole party, taxes included: what will be charged"),
});
export type Offer = z.infer<typeof Offer>;

/** A candidate that is on the page, and the views of flights that are on it already: one flight is in many offers. */
interface OfferToMake {
  readonly candidate: Candidate;
  readonly party: Party;
  readonly shown: Map<string, Flight>;
}

/** The signed offer of a candidate. */
export function makeOffer(
  ctx: Pick<Context, "signer" | "policy">,
  { reference, now }: { reference: Reference; now: Date },
  { candidate, party, shown }: OfferToMake,
): Offer {
  const { cabin, brand, flights } = candidate;
  const lines = linesOf(candidate);
  // Whole seconds, because the token carries whole seconds and both must say the same.
  const expiresAt = instantOf(Math.floor(now.getTime() / 1000 + ctx.policy.offerSeconds) * 1000);
  const segments = flights.map((flight) => ({ flight: shownOnce(shown, reference, flight), cabin, brand: toFareBrand(brand) }));
  const terms = flights.map(({ id, departsAt, aircraftCode: aircraft }) => ({
    flightId: FlightId.parse(id),
    cabin,
    brand: brand.code,
    departsAt,
    aircraft,
  }));
  return {
    token: sealOffer(ctx, { expiresAt: expiresAt.toISOString(), party, segments: terms, lines }),
    expiresAt,
    segments,
    durationMinutes: candidate.minutes,
    seatsFree: candidate.seatsFree,
    lines,
    total: candidate.total,
  };
}

function shownOnce(shown: Map<string, Flight>, reference: Reference, flight: FlightOnSale): Flight {
  const view = shown.get(flight.id) ?? viewOf(reference, flight);
  shown.set(flight.id, view);
  return view;
}

/** The traveller's view of a flight on sale, with its names. */
export function viewOf(reference: Reference, flight: FlightOnSale): Flight {
  const end = (iata: string) => {
    const airport = reference.airports.get(iata);
    return {
      iata,
      name: airport?.name ?? iata,
      city: airport?.city ?? iata,
      country: airport?.country ?? "",
      timeZone: airport?.timeZone ?? "UTC",
    };
  };
  return toFlight({
    ...flight,
    airlineName: reference.airlines.get(flight.airlineCode) ?? flight.airlineCode,
    aircraftName: reference.aircraft.get(flight.aircraftCode) ?? flight.aircraftCode,
    origin: end(flight.origin),
    destination: end(flight.destination),
  });
}
