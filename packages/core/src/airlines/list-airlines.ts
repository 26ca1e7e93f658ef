import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { AirlineForStaff } from "./airline-for-staff.ts";

/** Which page of the airlines. */
export const ListAirlinesInput = z.strictObject({
  cursor: AirlineForStaff.shape.iata.optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type ListAirlinesInput = z.infer<typeof ListAirlinesInput>;

/** A page of airlines. */
export const ListAirlinesOutput = z.strictObject({
  airlines: z.array(AirlineForStaff),
  nextCursor: AirlineForStaff.shape.iata.nullable().describe("null on the last page"),
});

/** The airlines by code. */
export async function listAirlines(ctx: Context<Staff>, { cursor, limit }: ListAirlinesInput): Promise<z.infer<typeof ListAirlinesOutput>> {
  const where = cursor === undefined ? {} : { iata: { gt: cursor } };
  const rows = await ctx.db.prisma.airline.findMany({ where, orderBy: { iata: "asc" }, take: limit + 1 });
  const airlines = rows.slice(0, limit);
  return { airlines, nextCursor: rows.length > limit ? (airlines.at(-1)?.iata ?? null) : null };
}
