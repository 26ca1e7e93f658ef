import { z } from "zod";

import { OfferTerms } from "../search/offer.ts";

/** Which flights a traveller wants instead of which, as quotes and payments keep it. */
export const FlightWish = z.strictObject({
  /** Segments of the booking that are given up, by id: other changes may move their places. */
  segments: z.array(z.string()).min(1),
  terms: OfferTerms,
  /** For each new flight, one seat for each passenger but the infants. */
  seats: z.array(z.array(z.string())),
  /** Whether the traveller chose them, and pays for the choice. */
  chosen: z.boolean(),
});
export type FlightWish = z.infer<typeof FlightWish>;

/** The flights that are wished for. */
export function flightsOf({ terms }: FlightWish): string[] {
  return terms.segments.map(({ flightId }) => flightId);
}
