import { findSeatMap } from "@skyhold/db";
import type { SeatMapRow } from "@skyhold/db";

import type { Context, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import type { OfferTerms } from "../search/offer.ts";
import { allocateSeats } from "../seats/allocate-seats.ts";
import { nearestSeats } from "../seats/nearest-seats.ts";
import type { SeatChoice } from "./compose-hold.ts";

type Trip = Pick<OfferTerms, "party" | "segments">;

/**
 * The best free seats together for the party on each segment; another variant for whoever came second. Seats that others pay
 * more for only when there are not enough without them. CABIN_FULL when there are not enough at all.
 */
export async function chooseBestSeats(ctx: Context<User>, { party, segments }: Trip, variant: number): Promise<SeatChoice> {
  return Promise.all(
    segments.map(async ({ flightId, cabin }) => {
      const map = await seatsOf(ctx, flightId);
      const seats =
        allocateSeats({ seats: map, party, cabin, taken: dearSeats(map), variant }) ?? allocateSeats({ seats: map, party, cabin, variant });
      if (!seats)
        throw new DomainError("CABIN_FULL", "There are no longer enough free seats in this cabin for the party", { flightId, cabin });
      return seats;
    }),
  );
}

/** The free seats nearest to the wanted ones and most like them, on each segment; null when some segment has not enough. */
export async function findAlternatives(
  ctx: Context<User>,
  { party, segments, seats }: Trip & { seats: SeatChoice },
): Promise<SeatChoice | null> {
  const nearest = await Promise.all(
    segments.map(async ({ flightId }, index) => nearestSeats({ seats: await seatsOf(ctx, flightId), wanted: seats[index] ?? [], party })),
  );
  return nearest.some((choice) => choice === null) ? null : nearest.filter((choice) => choice !== null);
}

/** More legroom that is sold for a fee: given away, nobody would pay for it. */
function dearSeats(seats: SeatMapRow["seats"]): string[] {
  return seats.filter((seat) => (seat.extraLegroom || seat.exitRow) && seat.price !== null).map(({ seat }) => seat);
}

async function seatsOf(ctx: Context<User>, flightId: string): Promise<SeatMapRow["seats"]> {
  const map = await findSeatMap(ctx.db, flightId, { userId: ctx.actor.userId, brand: null });
  if (!map) throw notFound("flight");
  return map.seats;
}
