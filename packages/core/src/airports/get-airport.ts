import { distanceKm } from "@skyhold/db";
import type { AirportRow } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { AirportPlace, toAirportPlace } from "./airport.ts";
import type { IndexedPlace } from "./airport-index.ts";

/** Which airport or metropolitan area, and how far around it to look. */
export const GetAirportInput = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/u, "An IATA code of three capital letters"),
  nearbyKm: z.int().min(1).max(500).default(150).describe("How far a nearby airport may be, in kilometres"),
});
export type GetAirportInput = z.infer<typeof GetAirportInput>;

/** A place with where it is and what else is near. */
export const AirportDetails = AirportPlace.extend({
  latitude: z.number().describe("Degrees, north positive; of an area, its busiest airport's"),
  longitude: z.number().describe("Degrees, east positive"),
  nearby: z
    .array(z.strictObject({ airport: AirportPlace, distanceKm: z.int().describe("Great-circle distance, rounded") }))
    .describe("Up to ten other airports, the nearest first"),
});
export type AirportDetails = z.infer<typeof AirportDetails>;

const mostNearby = 10;

/** One airport or metropolitan area, with the airports near it. Of a code that is both, the area. */
export async function getAirport(ctx: Context, { code, nearbyKm }: GetAirportInput): Promise<AirportDetails> {
  const { reference } = await ctx.reference.read();
  const place = reference.index.get(code);
  const [main] = place?.airports ?? [];
  if (!place || !main) throw notFound("airport");
  const nearby = [...reference.airports.values()]
    .filter((airport) => !place.airports.includes(airport))
    .map((airport) => ({ airport, distanceKm: Math.round(distanceKm(main, airport)) }))
    .filter((near) => near.distanceKm <= nearbyKm)
    .toSorted((a, b) => a.distanceKm - b.distanceKm || (a.airport.iata < b.airport.iata ? -1 : 1));
  return {
    ...toAirportPlace(place),
    latitude: main.latitude,
    longitude: main.longitude,
    nearby: nearby.slice(0, mostNearby).map((near) => ({ ...near, airport: toAirportPlace(asPlace(near.airport)) })),
  };
}

function asPlace(airport: AirportRow): IndexedPlace {
  return { code: airport.iata, kind: "airport", name: airport.name, city: airport.city, airports: [airport] };
}
