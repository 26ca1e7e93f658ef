import { lockBooking, readClock } from "@skyhold/db";

import { withAlternatives } from "../bookings/change-seats.ts";
import type { ChangeSeatsInput } from "../bookings/change-seats.ts";
import { planSeatChange } from "../bookings/plan-seat-change.ts";
import type { SeatChangePlan } from "../bookings/plan-seat-change.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { invalidInput, isDomainError, notFound } from "../errors.ts";
import { PaymentId } from "../ids.ts";
import type { Money } from "../money.ts";
import { instantOf } from "../time.ts";
import { endOpenPayment } from "./end-payment.ts";
import { refuseUnpayableAmount } from "./payable-amount.ts";

/** An attempt on record, which the provider may not have heard of yet. */
interface SeatAttempt {
  readonly paymentId: PaymentId;
  readonly bookingId: string;
  readonly recordLocator: string;
  readonly amount: Money;
  readonly payBy: Date;
  readonly clientSecret: string | null;
}

/**
 * Puts the payment of dearer seats for a confirmed booking on record, of exactly what the server quotes for them now. There is one at a
 * time: the same wish at the same price answers the one that is open, another ends it. The seats are not held meanwhile: they are kept
 * from the moment at which the bank says yes.
 */
export async function startSeatPayment(ctx: Context<User>, input: ChangeSeatsInput): Promise<SeatAttempt> {
  const attempt = transaction(ctx, (tx) => openAttempt(ctx, tx, input));
  return attempt.catch(async (error: unknown) => Promise.reject(await withAlternatives(ctx, input, error)));
}

async function openAttempt(ctx: Context<User>, tx: TransactionContext, input: ChangeSeatsInput): Promise<SeatAttempt> {
  const { bookingId, seats } = input;
  const ownerId = ctx.actor.userId;
  if (!(await lockBooking(tx, bookingId, ownerId))) throw notFound("booking");
  const plan = await planSeatChange(tx, { bookingId, seats, ownerId });
  refuseUnlessDearer(plan);
  const { booking, difference } = plan;
  const now = await readClock(tx);
  const amount = { amount: difference, currency: booking.currency };
  refuseUnpayableAmount(amount);
  const common = { bookingId, recordLocator: booking.recordLocator, amount };
  const open = booking.payments.find(
    ({ purpose, state, amountMinor }) =>
      purpose === "seats" && (state === "starting" || state === "requires_payment") && Number(amountMinor) === difference,
  );
  if (open?.payBy && open.payBy > now && JSON.stringify(open.seats) === JSON.stringify(seats))
    return { ...common, paymentId: PaymentId.parse(open.id), payBy: open.payBy, clientSecret: open.clientSecret };

  await endOpenPayment(tx, bookingId);
  const paymentId = PaymentId.parse(tx.newId("pay"));
  const payBy = instantOf(now.getTime() + ctx.policy.paySeconds * 1000);
  const price = { amountMinor: BigInt(difference), currency: booking.currency };
  await tx.prisma.payment.create({ data: { id: paymentId, bookingId, state: "starting", purpose: "seats", seats, payBy, ...price } });
  return { ...common, paymentId, payBy, clientSecret: null };
}

function refuseUnlessDearer({ booking, refusal, difference }: SeatChangePlan): void {
  if (refusal && !isDomainError(refusal, "SEAT_SURCHARGE_DUE")) throw refusal;
  if (booking.state !== "confirmed")
    throw invalidInput("seats", "Before payment, change seats with `bookings.changeSeats`: the price of the booking follows");
  if (difference <= 0) throw invalidInput("seats", "These seats cost nothing more: take them with `bookings.changeSeats`");
}
