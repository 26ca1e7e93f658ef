import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { AircraftCode } from "../schedules/supply.ts";
import { Aircraft, aircraftColumns, readAircraft, toAircraft } from "./aircraft.ts";

/** Which page of the aircraft types. */
export const ListAircraftInput = z.strictObject({
  cursor: AircraftCode.optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListAircraftInput = z.infer<typeof ListAircraftInput>;

/** A page of aircraft types. */
export const ListAircraftOutput = z.strictObject({
  aircraft: z.array(Aircraft),
  nextCursor: AircraftCode.nullable().describe("null on the last page"),
});

/** The aircraft types by code. */
export async function listAircraft(ctx: Context<Staff>, { cursor, limit }: ListAircraftInput): Promise<z.infer<typeof ListAircraftOutput>> {
  const where = cursor === undefined ? {} : { iata: { gt: cursor } };
  const rows = await ctx.db.prisma.aircraftType.findMany({ where, orderBy: { iata: "asc" }, take: limit + 1, ...aircraftColumns });
  const aircraft = rows.slice(0, limit).map(toAircraft);
  return { aircraft, nextCursor: rows.length > limit ? (aircraft.at(-1)?.iata ?? null) : null };
}

/** Which aircraft type. */
export const GetAircraftInput = z.strictObject({ iata: AircraftCode });
export type GetAircraftInput = z.infer<typeof GetAircraftInput>;

/** One aircraft type. */
export async function getAircraft(ctx: Context<Staff>, { iata }: GetAircraftInput): Promise<Aircraft> {
  return readAircraft(ctx.db, iata);
}
