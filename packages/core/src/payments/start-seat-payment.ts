import { lockBooking } from "@skyhold/db";

import { withAlternatives } from "../bookings/change-seats.ts";
import type { ChangeSeatsInput } from "../bookings/change-seats.ts";
import { planSeatChange } from "../bookings/plan-seat-change.ts";
import type { SeatChangePlan } from "../bookings/plan-seat-change.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { invalidInput, isDomainError, notFound } from "../errors.ts";
import { openLaterPayment } from "./open-later-payment.ts";
import type { LaterAttempt } from "./open-later-payment.ts";

/**
 * Puts the payment of dearer seats for a confirmed booking on record, of exactly what the server quotes for them now. There is one at a
 * time: the same wish at the same price answers the one that is open, another ends it. The seats are not held meanwhile: they are kept
 * from the moment at which the bank says yes.
 */
export async function startSeatPayment(ctx: Context<User>, input: ChangeSeatsInput): Promise<LaterAttempt> {
  const attempt = transaction(ctx, (tx) => openAttempt(ctx, tx, input));
  return attempt.catch(async (error: unknown) => Promise.reject(await withAlternatives(ctx, input, error)));
}

async function openAttempt(ctx: Context<User>, tx: TransactionContext, input: ChangeSeatsInput): Promise<LaterAttempt> {
  const { bookingId, seats } = input;
  const ownerId = ctx.actor.userId;
  if (!(await lockBooking(tx, bookingId, ownerId))) throw notFound("booking");
  const plan = await planSeatChange(tx, { bookingId, seats, ownerId });
  refuseUnlessDearer(plan);
  return openLaterPayment(ctx, tx, { booking: plan.booking, amount: plan.difference, wish: { purpose: "seats", seats } });
}

function refuseUnlessDearer({ booking, refusal, difference }: SeatChangePlan): void {
  if (refusal && !isDomainError(refusal, "SEAT_SURCHARGE_DUE")) throw refusal;
  if (booking.state !== "confirmed")
    throw invalidInput("seats", "Before payment, change seats with `bookings.changeSeats`: the price of the booking follows");
  if (difference <= 0) throw invalidInput("seats", "These seats cost nothing more: take them with `bookings.changeSeats`");
}
