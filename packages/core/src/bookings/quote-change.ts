import { findChangedSinceOffered } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { invalidInput, isDomainError, notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { refuseUnpayableAmount } from "../payments/payable-amount.ts";
import { readSeatWish } from "../profile/read-profile.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import { instantOf } from "../time.ts";
import { sealChangeQuote } from "./change-quote.ts";
import type { ChangeQuote } from "./change-quote.ts";
import { chooseBestSeats, findAlternatives } from "./choose-seats.ts";
import type { FlightWish } from "./flight-wish.ts";
import { offerOfOtherFlight, offerOutOfTime, openOffers } from "./given-offers.ts";
import { HoldSeatsInput } from "./hold-seats.ts";
import { planFlightChange } from "./plan-flight-change.ts";
import { seatTaken } from "./seat-refusal.ts";
import { SegmentIndex } from "./segment-index.ts";
import { assistanceOf } from "./service-requests.ts";
import type { Assistance } from "./service-requests.ts";

/** Which flights of a booking are to be replaced by which. */
export const QuoteChangeInput = z.strictObject({
  bookingId: BookingId,
  segments: z
    .array(SegmentIndex)
    .min(1)
    .max(6)
    .describe("Indexes of the flights to replace: one journey, or all; everybody who still travels on them changes"),
  offer: HoldSeatsInput.shape.offer.describe("`token` of an offer for the same passengers; for several legs, one of each, in their order"),
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(6)
    .optional()
    .describe("For each new flight, one seat for each passenger but the infants; the best together, free of charge, when left out"),
});
export type QuoteChangeInput = z.infer<typeof QuoteChangeInput>;

/**
 * Says what a change to other flights would cost or bring, line by line and with reasons. Nothing happens, and no seat is held, until it is
 * confirmed. AMOUNT_NOT_PAYABLE where less is due than a card can be charged.
 */
export async function quoteChange(ctx: Context<User>, input: QuoteChangeInput): Promise<ChangeQuote> {
  const { bookingId, offer } = input;
  const booking = await ctx.db.prisma.booking.findFirst({
    where: { id: bookingId, userId: ctx.actor.userId },
    include: { segments: { orderBy: { position: "asc" } } },
  });
  if (!booking) throw notFound("booking");
  const segments = input.segments.map((index, at) => {
    const segment = booking.segments[index];
    if (!segment) throw invalidInput(`segments[${at}]`, `Counted from 0, the last flight of the booking is ${booking.segments.length - 1}`);
    return segment.id;
  });
  const offers = await openOffers(ctx, offer);
  const best = async () =>
    chooseBestSeats(ctx, { ...offers.trip, assistance: await assistanceOn(ctx, segments), wish: await readSeatWish(ctx) }, 0);
  const seats = input.seats ?? (await best());
  const wish: FlightWish = { segments, terms: offers.trip, seats: seats.map((row) => [...row]), chosen: input.seats !== undefined };
  const plan = await planFlightChange({ ...ctx.db, newId: ctx.newId }, { bookingId, wish, paymentId: null });
  if (instantOf(offers.trip.expiresAt) <= plan.cancellable.now) throw offerOutOfTime(offers);
  const changed = await findChangedSinceOffered(ctx.db, plan.segments);
  if (changed !== null) throw offerOfOtherFlight(offers, changed);
  if (plan.refusal) throw await withFreeSeats(ctx, wish, plan.refusal);
  const { due } = plan.priced;
  if (due > 0) refuseUnpayableAmount({ amount: due, currency: plan.cancellable.booking.currency });
  return sealChangeQuote(ctx, { userId: ctx.actor.userId, offer, wish, plan });
}

/** What everyone who still travels on these segments needs, in their order. */
async function assistanceOn(ctx: Context, segments: readonly string[]): Promise<Assistance[]> {
  const ids = [...segments];
  const passengers = await ctx.db.prisma.passenger.findMany({
    where: { booking: { segments: { some: { id: { in: ids } } } }, cancelled: { none: { segmentId: { in: ids } } } },
    orderBy: { position: "asc" },
    include: { requests: true },
  });
  return passengers.map(({ requests }) => assistanceOf(requests.map(({ code }) => code)));
}

/** Names the nearest free seats in the refusal of taken ones; other errors stay. For a caller that holds no lock. */
export async function withFreeSeats(ctx: Context<User>, { terms, seats, segments }: FlightWish, error: unknown): Promise<unknown> {
  if (!isDomainError(error, "SEAT_TAKEN")) return error;
  return seatTaken(error.details.seats, await findAlternatives(ctx, { ...terms, assistance: await assistanceOn(ctx, segments), seats }));
}
