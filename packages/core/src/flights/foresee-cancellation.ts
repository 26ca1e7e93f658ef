import { findAffectedBookings } from "@skyhold/db";
import { z } from "zod";

import { readCancellables } from "../bookings/read-cancellable.ts";
import type { CancellableBooking } from "../bookings/read-cancellable.ts";
import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { Money } from "../money.ts";
import { priceWithoutFlight } from "./cancel-flight-bookings.ts";
import type { GetFlightInput } from "./get-flight.ts";

/** Whom a change of a flight concerns at this moment, and what cancelling it would give back. */
export const FlightConsequences = z.strictObject({
  flightId: FlightId,
  paid: z.int().describe("Paid bookings on it: each is sent one message of any change but the first gate"),
  passengers: z.int().describe("Of the paid bookings"),
  unpaid: z.int().describe("Bookings that hold seats on it and are not paid: they are told as well, and end when it is cancelled"),
  refunds: z.array(Money).describe("What cancelling it would give back by the refund rules, by currency"),
});
export type FlightConsequences = z.infer<typeof FlightConsequences>;

const batch = 100;

/** Reads whom a change of a flight would concern, and prices its cancellation as the job would that ends its bookings. Changes nothing. */
export async function foreseeCancellation(ctx: Context<Staff>, { flightId }: GetFlightInput): Promise<FlightConsequences> {
  if (!(await ctx.db.prisma.flight.findUnique({ where: { id: flightId }, select: { id: true } }))) throw notFound("flight");
  const refunds = new Map<string, number>();
  let [paid, passengers, unpaid, after] = [0, 0, 0, ""];
  for (;;) {
    const ids = await findAffectedBookings(ctx.db, flightId, { after, limit: batch });
    after = ids.at(-1) ?? "";
    if (after === "") break;
    for (const cancellable of await readCancellables(ctx.db, ids)) {
      const { booking, now } = cancellable;
      if (booking.state !== "confirmed") {
        unpaid += booking.securedAt !== null || (booking.expiresAt ?? now) > now ? 1 : 0;
        continue;
      }
      const { items, refund } = priceWithoutFlight(asCancelled(cancellable, flightId), flightId);
      paid += 1;
      passengers += items.length;
      refunds.set(booking.currency, (refunds.get(booking.currency) ?? 0) + refund);
    }
  }
  const given = [...refunds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ amount, currency }));
  return { flightId, paid, passengers, unpaid, refunds: given };
}

/** The booking as it would be if the flight did not take place. */
function asCancelled(cancellable: CancellableBooking, flightId: string): CancellableBooking {
  return {
    ...cancellable,
    flights: cancellable.flights.map((flight) => (flight.id === flightId ? { ...flight, status: "cancelled" } : flight)),
  };
}
