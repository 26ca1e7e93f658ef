import { lockBooking, readClock, releaseSeats } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { cancelLivePayment } from "../payments/end-payment.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import { getBooking } from "./get-booking.ts";
import type { GetBookingInput } from "./get-booking.ts";
import { situationOf } from "./read-booking.ts";

/** Gives the seats of an unpaid booking back at once. Doing it twice is as good as once; while money is on its way it is refused. */
export async function releaseHold(ctx: Context<User>, input: GetBookingInput): Promise<Booking> {
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, input.bookingId, ctx.actor.userId))) throw notFound("booking");
    await releaseUnpaid(tx, input.bookingId);
    return getBooking({ db: tx, actor: ctx.actor }, input);
  });
}

/** Ends an unpaid booking and gives its seats back, whoever asks for it. The caller holds its row lock. */
export async function releaseUnpaid(tx: TransactionContext, bookingId: string): Promise<void> {
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { passengers: true, payments: true } });
  const situation = { ...situationOf(booking), now: await readClock(tx) };
  if (booking.state === "released") return;
  if (situation.paymentUnderWay && booking.state !== "confirmed") {
    throw new DomainError("PAYMENT_PENDING", "A payment for this booking is under way; its outcome will come within moments", null);
  }
  const actions = availableActions(situation);
  if (!actions.includes("release")) {
    throw new DomainError("BOOKING_STATE", "Only an unpaid booking can be released", {
      state: stateAt(situation),
      availableActions: actions,
    });
  }
  await releaseSeats(tx, booking.id, "released");
  await tx.prisma.booking.update({ where: { id: booking.id }, data: { state: "released", endedAt: situation.now } });
  await cancelLivePayment(tx, booking.id);
}
