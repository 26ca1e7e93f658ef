import type { Context, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import type { SeatWish } from "../profile/profile.ts";
import type { OfferTerms } from "../search/offer.ts";
import { allocateSeats } from "../seats/allocate-seats.ts";
import { nearestSeats } from "../seats/nearest-seats.ts";
import type { SeatMapRow } from "../seats/seat-maps.ts";
import type { SeatChoice } from "./compose-hold.ts";
import type { Assistance } from "./service-requests.ts";

/** Who flies where, and who of the passengers with a seat needs assistance. */
export interface Trip {
  readonly party: OfferTerms["party"];
  readonly segments: readonly Pick<OfferTerms["segments"][number], "flightId" | "cabin">[];
  readonly assistance: readonly Assistance[];
  /** Where the first of them likes to sit; counts where the choice is left to us. */
  readonly wish?: SeatWish;
}

/**
 * The best free seats together for the party on each segment; another variant for whoever came second. Seats that others pay
 * more for only when there are not enough without them. CABIN_FULL when there are not enough at all.
 */
export async function chooseBestSeats(
  ctx: Context<User>,
  { party, segments, assistance, wish = null }: Trip,
  variant: number,
): Promise<SeatChoice> {
  return Promise.all(
    segments.map(async ({ flightId, cabin }) => {
      const map = await seatsOf(ctx, flightId);
      const wanted = { seats: map, party, assistance, wish, cabin, variant };
      const seats = allocateSeats({ ...wanted, taken: dearSeats(map) }) ?? allocateSeats(wanted);
      if (!seats)
        throw new DomainError("CABIN_FULL", "There are no longer enough free seats in this cabin for the party", { flightId, cabin });
      return seats;
    }),
  );
}

/**
 * The free seats nearest to the wanted ones and most like them, on each segment; null when some segment has not enough. For someone who
 * moves, the seats that they give up for it count as free.
 */
export async function findAlternatives(
  ctx: Context<User>,
  { party, segments, assistance, seats, own = [] }: Trip & { seats: SeatChoice; own?: SeatChoice },
): Promise<SeatChoice | null> {
  const nearest = await Promise.all(
    segments.map(async ({ flightId }, index) => {
      const wanted: Wanted = { seats: seats[index] ?? [], party, assistance };
      // Nobody needs a seat on a flight that was changed for another.
      if (wanted.seats.length === 0) return [];
      const map = await seatsOf(ctx, flightId);
      const mine = own[index] ?? [];
      if (mine.length === 0) return nearestOf(map, wanted);
      const onOffer = map.map((seat) => (mine.includes(seat.seat) ? { ...seat, state: "free" as const } : seat));
      return nearestSeats({ ...wanted, seats: onOffer, wanted: wanted.seats });
    }),
  );
  return nearest.some((choice) => choice === null) ? null : nearest.filter((choice) => choice !== null);
}

interface Wanted extends Pick<Trip, "party" | "assistance"> {
  readonly seats: readonly string[];
}

/** What has been found on a map. Those who lose one race are given the same map, and mostly want the same. */
const found = new WeakMap<SeatMapRow["seats"], Map<string, readonly string[] | null>>();

function nearestOf(map: SeatMapRow["seats"], { seats, party, assistance }: Wanted): readonly string[] | null {
  const answers = found.get(map) ?? new Map<string, readonly string[] | null>();
  found.set(map, answers);
  const question = JSON.stringify([seats, party, assistance]);
  const earlier = answers.get(question);
  if (earlier !== undefined) return earlier;
  const nearest = nearestSeats({ seats: map, wanted: seats, party, assistance });
  answers.set(question, nearest);
  return nearest;
}

/** More legroom that is sold for a fee: given away, nobody would pay for it. */
function dearSeats(seats: SeatMapRow["seats"]): string[] {
  return seats.filter((seat) => (seat.extraLegroom || seat.exitRow) && seat.price !== null).map(({ seat }) => seat);
}

async function seatsOf(ctx: Context<User>, flightId: string): Promise<SeatMapRow["seats"]> {
  const map = await ctx.seatMaps.readTogether(flightId);
  if (!map) throw notFound("flight");
  return map.seats;
}
