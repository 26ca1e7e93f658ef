import { findFlightsOnSale } from "@skyhold/db";
import type { Transaction } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { viewOf } from "../search/make-offer.ts";
import { instantOf } from "../time.ts";
import { BookedFlight, Cabin, toFlightNow } from "./flight.ts";

/** Which flight. */
export const GetFlightInput = z.strictObject({ flightId: FlightId });
export type GetFlightInput = z.infer<typeof GetFlightInput>;

/** A flight as it stands, also one that has left. */
export const FlightDetails = BookedFlight.extend({
  onSale: z.boolean().describe("Whether its seats can be bought at this moment"),
  salesCloseAt: z.date(),
  cabins: z.array(z.strictObject({ cabin: Cabin, seats: z.int(), seatsFree: z.int().describe("At this moment") })),
});
export type FlightDetails = z.infer<typeof FlightDetails>;

/** One flight with its status and how full its cabins are. */
export async function getFlight(
  ctx: Pick<Context, "reference"> & { readonly db: Transaction },
  { flightId }: GetFlightInput,
): Promise<FlightDetails> {
  const { reference, now } = await ctx.reference.read();
  const [flight] = await findFlightsOnSale(ctx.db, [flightId]);
  const stored = await ctx.db.prisma.flight.findUnique({ where: { id: flightId } });
  if (!flight || !stored) throw notFound("flight");
  const { status, gate, estimatedDepartsAt, estimatedArrivesAt } = stored;
  const [view, salesCloseAt] = [viewOf(reference, flight), instantOf(flight.salesCloseAt)];
  const estimates = {
    estimatedDepartsAt: estimatedDepartsAt?.toISOString() ?? null,
    estimatedArrivesAt: estimatedArrivesAt?.toISOString() ?? null,
  };
  return {
    ...view,
    ...toFlightNow(view, { status, gate, ...estimates }),
    onSale: (status === "scheduled" || status === "delayed") && salesCloseAt > now,
    salesCloseAt,
    cabins: flight.cabins.map(({ cabin, capacity, free }) => ({ cabin, seats: capacity, seatsFree: free })),
  };
}
