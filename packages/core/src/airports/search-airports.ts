import { z } from "zod";

import type { Context } from "../context.ts";
import { personText } from "../text.ts";
import { AirportPlace, toAirportPlace } from "./airport.ts";

/** What a traveller has typed so far. */
export const SearchAirportsInput = z.strictObject({
  query: personText(60).describe("A code, city, name or country, or the beginning of one, in any spelling"),
  limit: z.int().min(1).max(20).default(8),
});
export type SearchAirportsInput = z.infer<typeof SearchAirportsInput>;

/** The best matches first; none when nothing is near. */
export const SearchAirportsOutput = z.strictObject({ places: z.array(AirportPlace) });

/**
 * Finds airports and metropolitan areas by what people type. A code comes first, then cities, then names; among equals the
 * one with more departures. Accents do not matter, and where nothing else is found a slip of the finger is forgiven.
 */
export async function searchAirports(ctx: Context, input: SearchAirportsInput): Promise<z.infer<typeof SearchAirportsOutput>> {
  const { reference } = await ctx.reference.read();
  return { places: reference.index.search(input.query, input.limit).map(toAirportPlace) };
}
