import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { chargeRules } from "./charges.ts";
import { FareBrand } from "./fare-brand.ts";

/** What fares are made of. */
export const FareTables = z.strictObject({
  brands: z.array(FareBrand.extend({ farePercent: z.int().describe("What the brand costs of the base fare, in percent") })),
  charges: z.array(
    z.strictObject({
      from: z.string().describe("The first local day of departure on which it holds"),
      until: z.string().nullable().describe("The last one; null until further notice"),
      country: z.string().nullable().describe("Country of departure; null for those without charges of their own"),
      kind: z.enum(["tax", "fee"]),
      code: z.string(),
      label: z.string(),
      domestic: z.number().nullable().describe("In percent of the fare; null where such a flight is exempt"),
      international: z.number().nullable(),
    }),
  ),
});
export type FareTables = z.infer<typeof FareTables>;

/** The fare brands, the plainest first, and the taxes and fees with the days on which they hold. */
export async function listFares(ctx: Context<Staff>): Promise<FareTables> {
  const { reference } = await ctx.reference.read();
  return { brands: [...reference.brands], charges: chargeRules.map((rule) => ({ ...rule })) };
}
