import type { Transaction } from "@skyhold/db";
import { z } from "zod";

/** A fare brand with what it allows. */
export const FareBrand = z.strictObject({
  code: z.string().describe("`SAVER`, `STANDARD`, `FLEX`"),
  name: z.string(),
  refundPercent: z.int().min(0).max(100).describe("Share of the fare that comes back on a voluntary cancellation, in percent"),
  changeFeePercent: z
    .int()
    .min(0)
    .max(100)
    .nullable()
    .describe("Fee for a change, in percent of the fare; null when changes are not allowed"),
  checkedBags: z.int().min(0).describe("Checked bags of 23 kg included"),
  freeSeatSelection: z.boolean(),
});
export type FareBrand = z.infer<typeof FareBrand>;

/** A brand as it is stored, with its price factor, which is not for travellers. */
export interface StoredFareBrand extends FareBrand {
  readonly farePercent: number;
}

/** All brands on sale, the cheapest first. */
export async function listFareBrands(db: Transaction): Promise<StoredFareBrand[]> {
  const brands = await db.prisma.fareBrand.findMany({ where: { withdrawnAt: null }, orderBy: [{ farePercent: "asc" }, { rank: "asc" }] });
  return brands.map(({ rank: _rank, withdrawnAt: _withdrawnAt, ...brand }) => brand);
}

/** The brand without its price factor. */
export function toFareBrand(brand: StoredFareBrand): FareBrand {
  const { code, name, refundPercent, changeFeePercent, checkedBags, freeSeatSelection } = brand;
  return { code, name, refundPercent, changeFeePercent, checkedBags, freeSeatSelection };
}

/** The brand's conditions as sentences for tickets and mails. */
export function conditionsInWords(brand: FareBrand): string[] {
  const refund = brand.refundPercent === 0 ? "Not refundable, but for unused taxes" : `Refundable: ${brand.refundPercent} % of the fare`;
  const change =
    brand.changeFeePercent === null
      ? "No changes"
      : brand.changeFeePercent === 0
        ? "Changes free of charge"
        : `Changes for ${brand.changeFeePercent} % of the fare`;
  return [refund, change, brand.freeSeatSelection ? "Seat selection included" : "Standard seat included"];
}

/** The brand's free baggage as a sentence. */
export function baggageInWords(brand: FareBrand): string {
  if (brand.checkedBags === 0) return "Cabin bag only";
  return `Cabin bag and ${brand.checkedBags} checked ${brand.checkedBags === 1 ? "bag" : "bags"} of 23 kg`;
}
