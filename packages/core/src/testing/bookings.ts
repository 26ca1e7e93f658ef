import type { z } from "zod";

import { holdSeats } from "../bookings/hold-seats.ts";
import type { Booking } from "../bookings/booking.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import type { Party } from "../fares/party.ts";
import { startPayment } from "../payments/start-payment.ts";
import { openOffer, sealOffer } from "../search/offer.ts";
import type { OfferTerms } from "../search/offer.ts";
import { searchFlights } from "../search/search-flights.ts";
import type { SearchFlightsOutput } from "../search/search-flights.ts";
import type { Offer } from "../search/make-offer.ts";
import { SearchFlightsInput } from "../search/search-input.ts";
import type { FlightId } from "../ids.ts";

const oneAdult: Party = { adults: 1, children: 0, infants: 0 };

/** A search with the input as a caller may write it. */
export function search(ctx: Context, input: z.input<typeof SearchFlightsInput>): Promise<SearchFlightsOutput> {
  return searchFlights(ctx, SearchFlightsInput.parse(input));
}

/** The cheapest offer for a flight made by `makeFlight`. */
export async function findOffer(ctx: Context, flightId: FlightId, party: Party = oneAdult): Promise<Offer> {
  return findOfferOf(ctx, flightId, { party });
}

/** Who travels, and under which fare brand; one adult under the cheapest when left out. */
export interface Traveller {
  readonly party?: Partial<Party>;
  readonly brand?: "SAVER" | "FLEX";
}

/** The offer of one brand for a flight made by `makeFlight`, found by searching as a traveller would. */
export async function findOfferOf(ctx: Context, flightId: FlightId, { party, brand = "SAVER" }: Traveller): Promise<Offer> {
  const flight = await ctx.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const passengers = { ...oneAdult, ...party };
  const { offers } = await search(ctx, { origin: "CDG", destination: "LIS", departureDate, passengers, maxStops: 0, limit: 100 });
  const offer = offers.find(({ segments: [first] }) => first?.flight.id === flightId && first.brand.code === brand);
  if (!offer) throw new Error("The flight is not on sale");
  return offer;
}

/** One offer for a trip over several flights made by `makeFlight`, each at its cheapest price. */
export async function offerOver(
  ctx: Context,
  flights: readonly FlightId[],
  party: Party = oneAdult,
): Promise<OfferTerms & { token: string }> {
  const terms: OfferTerms[] = [];
  for (const flight of flights) terms.push(openOffer(ctx, (await findOffer(ctx, flight, party)).token));
  const [first] = terms;
  if (!first) throw new Error("A trip has a flight");
  const trip = {
    ...first,
    segments: terms.flatMap(({ segments }) => segments),
    lines: terms.flatMap(({ lines }, segment) => lines.map((line) => ({ ...line, segment }))),
  };
  const token = sealOffer(ctx, trip);
  return { ...openOffer(ctx, token), token };
}

/** Holds seats for as many adults. */
export async function hold(ctx: Context<User>, flightId: FlightId, seats: readonly string[]): Promise<Booking> {
  const offer = await findOffer(ctx, flightId, { ...oneAdult, adults: seats.length });
  return holdSeats(ctx, { offer: offer.token, seats: [[...seats]] }, ctx.newId("aud"));
}

/** Holds seats, names the passengers and opens the payment: all that comes before the traveller's card. */
export async function holdUpToPayment(
  ctx: Context<User>,
  flightId: FlightId,
  seats: readonly string[],
): Promise<{ booking: Booking; intentId: string; paymentId: string }> {
  const booking = await hold(ctx, flightId, seats);
  const passengers = seats.map((_, index) => ({ givenName: `Ana ${"I".repeat(index + 1)}`, surname: "Novák", birthDate: "1990-05-17" }));
  await setPassengers(ctx, { bookingId: booking.id, passengers });
  const { paymentId } = await startPayment(ctx, { bookingId: booking.id });
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  return { booking, paymentId, intentId: payment.stripeIntentId ?? "" };
}
