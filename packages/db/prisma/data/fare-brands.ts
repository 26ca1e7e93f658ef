/** A fare brand as the table `fare_brand` holds it; percentages are of the fare, and no change fee means not changeable. */
export interface FareBrandData {
  readonly code: string;
  readonly name: string;
  readonly farePercent: number;
  readonly refundPercent: number;
  readonly changeFeePercent: number | null;
  readonly checkedBags: number;
  readonly freeSeatSelection: boolean;
  readonly rank: number;
}

/** The brands that every flight is sold in, the cheapest first. */
export const fareBrands: readonly FareBrandData[] = [
  {
    code: "SAVER",
    name: "Saver",
    farePercent: 100,
    refundPercent: 0,
    changeFeePercent: null,
    checkedBags: 0,
    freeSeatSelection: false,
    rank: 1,
  },
  {
    code: "STANDARD",
    name: "Standard",
    farePercent: 125,
    refundPercent: 50,
    changeFeePercent: 15,
    checkedBags: 1,
    freeSeatSelection: true,
    rank: 2,
  },
  {
    code: "FLEX",
    name: "Flex",
    farePercent: 160,
    refundPercent: 100,
    changeFeePercent: 0,
    checkedBags: 2,
    freeSeatSelection: true,
    rank: 3,
  },
];
