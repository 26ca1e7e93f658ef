import { changeSeats as moveTo, hasSqlState, lockBooking } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { isDomainError, notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import type { Booking } from "./booking.ts";
import { findAlternatives } from "./choose-seats.ts";
import { getBooking } from "./get-booking.ts";
import { findTrip, planSeatChange } from "./plan-seat-change.ts";
import type { SeatTerms, SeatWish } from "./plan-seat-change.ts";
import { moveRefusal, seatTaken } from "./seat-refusal.ts";
import { writeSeatPrices } from "./write-seat-prices.ts";

/** Where everyone is to sit: all seats of the booking, also those that stay. */
export const ChangeSeatsInput = z.strictObject({
  bookingId: BookingId,
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(24)
    .describe("For each segment, one seat for each passenger who still travels on it but the infants, in their order"),
});
export type ChangeSeatsInput = z.infer<typeof ChangeSeatsInput>;

/**
 * Moves the party to other seats of its cabin, before or after payment: all of them, or none. An old seat is free only once the new
 * one is theirs. Before payment the total follows the prices of the seats, and an open payment of another amount is ended. After it,
 * cheaper seats are refunded by the difference; dearer ones are SEAT_SURCHARGE_DUE, and are had by paying for them with
 * `payments.start`. An open payment for other seats is ended.
 */
export async function changeSeats(ctx: Context<User>, input: ChangeSeatsInput, terms: SeatTerms = "list"): Promise<Booking> {
  const attempt = () =>
    transaction(ctx, async (tx) => {
      await move(tx, { ...input, ownerId: ctx.actor.userId, terms });
      return getBooking({ db: tx, actor: ctx.actor }, input);
    });
  const secondTry = attempt().catch((error: unknown) => (isOvertaken(error) ? attempt() : Promise.reject(error)));
  return secondTry.catch(async (error: unknown) => Promise.reject(await withAlternatives(ctx, input, error)));
}

/**
 * Whether someone came between the look and the claim, or the booking's time ran out there and its seats went to someone else. Asked again,
 * the look sees it, and tells what is gone.
 */
function isOvertaken(error: unknown): boolean {
  return hasSqlState(error, "SK001") || hasSqlState(error, "SK002");
}

/** Names the nearest free seats in the refusal of taken ones; other errors stay. For a caller that holds no lock any more. */
export async function withAlternatives(ctx: Context<User>, { bookingId, seats }: ChangeSeatsInput, error: unknown): Promise<unknown> {
  if (!isDomainError(error, "SEAT_TAKEN")) return error;
  const trip = await findTrip(ctx.db, bookingId, ctx.actor.userId);
  return trip && seatTaken(error.details.seats, await findAlternatives(ctx, { ...trip, seats }));
}

async function move(tx: TransactionContext, wish: SeatWish): Promise<void> {
  const { bookingId } = wish;
  if (!(await lockBooking(tx, bookingId, wish.ownerId))) throw notFound("booking");
  const plan = await planSeatChange(tx, wish);
  if (plan.refusal) throw plan.refusal;
  if (plan.moves.length === 0) return;
  const refusal = moveRefusal(await moveTo(tx, bookingId, { seats: plan.moves, paymentId: null }));
  if (refusal) throw refusal;
  await writeSeatPrices(tx, plan);
}
