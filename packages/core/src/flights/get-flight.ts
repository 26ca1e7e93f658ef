import { findFlightsOnSale } from "@skyhold/db";
import type { Transaction } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { FlightId } from "../ids.ts";
import type { Reference } from "../reference/reference.ts";
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
export async function getFlight(ctx: Context, { flightId }: GetFlightInput): Promise<FlightDetails> {
  return readFlight(ctx.db, await ctx.reference.read(), flightId);
}

/** The same from within a transaction. */
export async function readFlight(
  db: Transaction,
  { reference, now }: { readonly reference: Reference; readonly now: Date },
  flightId: FlightId,
): Promise<FlightDetails> {
  const [flight] = await findFlightsOnSale(db, [flightId]);
  const stored = await db.prisma.flight.findUnique({ where: { id: flightId } });
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
