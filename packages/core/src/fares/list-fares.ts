import { z } from "zod";

import type { Context, Staff, TransactionContext } from "../context.ts";
import { Cabin } from "../flights/flight.ts";
import { AncillaryCode, AncillaryPrices, listAncillaryRules } from "./ancillaries.ts";
import { listChargeRules } from "./charges.ts";
import { FareBrand, toFareBrand } from "./fare-brand.ts";

const days = {
  from: z.string().describe("The first local day of departure on which it holds"),
  until: z.string().nullable().describe("The last one; null until further notice"),
};

/** What fares are made of. */
export const FareTables = z.strictObject({
  brands: z
    .array(
      FareBrand.extend({
        farePercent: z.int().describe("What the brand costs of the base fare, in percent"),
        onSale: z.boolean().describe("A brand that is not sold any more stays for those who bought it"),
      }),
    )
    .describe("The cheapest first"),
  charges: z.array(
    z.strictObject({
      id: z.string(),
      ...days,
      country: z.string().nullable().describe("Country of departure; null for those without charges of their own"),
      kind: z.enum(["tax", "fee"]),
      code: z.string(),
      label: z.string(),
      domestic: z.number().nullable().describe("In percent of the fare; null where such a flight is exempt"),
      international: z.number().nullable(),
    }),
  ),
  ancillaries: z.array(
    z.strictObject({
      id: z.string(),
      ...days,
      code: AncillaryCode,
      label: z.string(),
      most: z.int().describe("How many a passenger may have on a flight"),
      includedIn: z.array(Cabin).describe("Cabins in which everyone has it without paying"),
      forInfants: z.boolean(),
      prices: AncillaryPrices,
    }),
  ),
});
export type FareTables = z.infer<typeof FareTables>;

/** The fare brands, taxes, fees and extras, with the days on which they hold. */
export async function listFares(ctx: Context<Staff>): Promise<FareTables> {
  return readFareTables(ctx.db);
}

/** The same inside a transaction, as it has left them. */
export async function readFareTables(tx: Pick<TransactionContext, "prisma">): Promise<FareTables> {
  const brands = await tx.prisma.fareBrand.findMany({ orderBy: [{ farePercent: "asc" }, { rank: "asc" }] });
  const extras = await listAncillaryRules(tx);
  return {
    brands: brands.map((brand) => ({ ...toFareBrand(brand), farePercent: brand.farePercent, onSale: brand.withdrawnAt === null })),
    charges: await listChargeRules(tx),
    ancillaries: extras.map(({ includedIn, ...extra }) => ({ ...extra, includedIn: [...includedIn] })),
  };
}
