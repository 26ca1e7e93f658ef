import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { airportFields, AirportForStaff, Iata, toAirportForStaff } from "./airport-for-staff.ts";

/** Which airports, and which page of them. */
export const ListAirportsInput = z.strictObject({
  country: airportFields.country.optional(),
  metroCode: Iata.optional().describe("Only those of a metropolitan area"),
  query: z.string().trim().min(1).max(60).optional().describe("What code, name or city begins with"),
  cursor: Iata.optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListAirportsInput = z.infer<typeof ListAirportsInput>;

/** A page of airports. */
export const ListAirportsOutput = z.strictObject({
  airports: z.array(AirportForStaff),
  nextCursor: Iata.nullable().describe("null on the last page"),
});

/** The airports by code. */
export async function listAirports(ctx: Context<Staff>, input: ListAirportsInput): Promise<z.infer<typeof ListAirportsOutput>> {
  const { country, metroCode, query, cursor, limit } = input;
  const beginning = { startsWith: query ?? "", mode: "insensitive" } as const;
  const rows = await ctx.db.prisma.airport.findMany({
    where: {
      ...(country !== undefined && { countryCode: country }),
      ...(metroCode !== undefined && { metroCode }),
      ...(query !== undefined && { OR: [{ iata: beginning }, { name: beginning }, { city: beginning }] }),
      ...(cursor !== undefined && { iata: { gt: cursor } }),
    },
    orderBy: { iata: "asc" },
    take: limit + 1,
  });
  const airports = rows.slice(0, limit).map(toAirportForStaff);
  return { airports, nextCursor: rows.length > limit ? (airports.at(-1)?.iata ?? null) : null };
}
