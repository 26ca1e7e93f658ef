import { changeSeats as moveTo, hasSqlState, lockBooking, readClock } from "@skyhold/db";
import type { Prisma, SeatsToHold } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import { checkSeats, mayUseExitRow } from "./compose-hold.ts";
import type { SeatChoice } from "./compose-hold.ts";
import { getBooking } from "./get-booking.ts";
import { situationOf } from "./read-booking.ts";
import { seatRefusal, seatTaken } from "./seat-refusal.ts";

/** Where everyone is to sit: all seats of the booking, also those that stay. */
export const ChangeSeatsInput = z.strictObject({
  bookingId: BookingId,
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(6)
    .describe("For each segment, one seat for each passenger who still travels on it but the infants, in their order"),
});
export type ChangeSeatsInput = z.infer<typeof ChangeSeatsInput>;

/** Moves the party to other seats of its cabin, before or after payment: all of them, or none. An old seat is free only once the new one is theirs. */
export async function changeSeats(ctx: Context<User>, input: ChangeSeatsInput): Promise<Booking> {
  const attempt = () => transaction(ctx, (tx) => move(tx, input, ctx.actor.userId));
  // Someone came between the look and the claim. Asked again, the function sees them and names the seats.
  await attempt().catch((error: unknown) => (hasSqlState(error, "SK001") ? attempt() : Promise.reject(error)));
  return getBooking(ctx, input);
}

const parts = {
  passengers: { orderBy: { position: "asc" } },
  segments: { orderBy: { position: "asc" } },
  claims: { where: { releasedAt: null } },
  cancellations: { include: { items: true } },
  payments: true,
} satisfies Prisma.BookingInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;

async function move(tx: TransactionContext, { bookingId, seats }: ChangeSeatsInput, ownerId: string): Promise<void> {
  if (!(await lockBooking(tx, bookingId, ownerId))) throw notFound("booking");
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: parts });
  const situation = { ...situationOf(booking), now: await readClock(tx) };
  const actions = availableActions(situation);
  if (!actions.includes("changeSeats")) {
    const state = stateAt(situation);
    throw new DomainError("BOOKING_STATE", `The seats of a booking that is ${state} stay as they are`, {
      state,
      availableActions: actions,
    });
  }
  checkSeats(
    booking.segments.map(({ id }) => seatedOn(booking, id).length),
    seats,
  );
  const moves = movesOf(booking, seats);
  if (moves.length === 0) return;
  const answer = await moveTo(tx, bookingId, moves);
  if (answer.outcome === "taken") throw seatTaken(answer.seats, null);
  if (answer.outcome === "refused") throw seatRefusal(answer.problems);
}

/** Who needs a seat on a segment: everyone who still travels on it but the infants. */
function seatedOn({ passengers, cancellations }: StoredBooking, segmentId: string): StoredBooking["passengers"] {
  const cancelled = new Set(
    cancellations.flatMap(({ items }) => items.flatMap((item) => (item.segmentId === segmentId ? [item.passengerId] : []))),
  );
  return passengers.filter(({ id, type }) => type !== "INF" && !cancelled.has(id));
}

/** Only those who change: a seat that stays is not asked for again. */
function movesOf(booking: StoredBooking, seats: SeatChoice): SeatsToHold["seats"] {
  const infants = booking.passengers.filter(({ type }) => type === "INF").length;
  return booking.segments.flatMap((segment, index) =>
    (seats[index] ?? []).flatMap((seat, place) => {
      const passenger = seatedOn(booking, segment.id)[place];
      const stays = booking.claims.some(
        (claim) => claim.segmentId === segment.id && claim.passengerId === passenger?.id && claim.seatNo === seat,
      );
      if (!passenger || stays) return [];
      const where = { segment_id: segment.id, passenger_id: passenger.id, flight_id: segment.flightId, cabin: segment.cabin };
      return [{ ...where, seat_no: seat, exit_row_allowed: mayUseExitRow(passenger.type, passenger.position, infants) }];
    }),
  );
}
