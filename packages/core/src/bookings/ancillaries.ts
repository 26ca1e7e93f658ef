import { readClock } from "@skyhold/db";
import type { Prisma, Transaction } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { AncillaryCode, ancillariesFor, listAncillaryRules } from "../fares/ancillaries.ts";
import type { AncillaryOnSale } from "../fares/ancillaries.ts";
import { BookingId } from "../ids.ts";
import { Money } from "../money.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { BookingSituation } from "./booking-state.ts";
import { situationOf } from "./read-booking.ts";

/** Which booking. */
export const ListAncillariesInput = z.strictObject({ bookingId: BookingId });
export type ListAncillariesInput = z.infer<typeof ListAncillariesInput>;

/** What a booking's passengers may buy, and what they have chosen. */
export const Ancillaries = z.strictObject({
  choosable: z.boolean().describe("Whether they can be chosen now: before payment"),
  onSale: z
    .array(
      z.strictObject({
        segment: z.int().describe("Index of the segment"),
        passenger: z.int().describe("Index of the passenger: adults first, then children, then infants"),
        code: AncillaryCode,
        label: z.string(),
        price: Money.describe("Of one, as it is charged"),
        most: z.int().describe("How many this passenger may have on this segment"),
        chosen: z.int().describe("How many they have chosen"),
      }),
    )
    .describe("By segment, then by passenger; what the cabin includes is not here"),
});
export type Ancillaries = z.infer<typeof Ancillaries>;

const parts = {
  passengers: { orderBy: { position: "asc" } },
  segments: { orderBy: { position: "asc" } },
  priceLines: { orderBy: { position: "asc" } },
  payments: true,
} satisfies Prisma.BookingInclude;

/** A booking with what may be bought for it. */
export interface BookingToEquip {
  readonly booking: Prisma.BookingGetPayload<{ include: typeof parts }>;
  readonly situation: BookingSituation;
  /** Extras are part of the price, and the price is fixed once money moves. */
  readonly choosable: boolean;
  readonly onSale: readonly (AncillaryOnSale & { readonly segment: number; readonly passenger: number })[];
}

/** What the passengers of an own booking may buy beside their seats, flight by flight, at the prices of this moment. */
export async function listAncillaries(ctx: Context<User>, { bookingId }: ListAncillariesInput): Promise<Ancillaries> {
  const { booking, choosable, onSale } = await readToEquip(ctx.db, bookingId, ctx.actor.userId);
  const chosenBy = (segment: number, passenger: number, code: string) =>
    booking.priceLines.filter(
      (line) =>
        line.kind === "ancillary" &&
        line.code === code &&
        line.segmentId === booking.segments[segment]?.id &&
        line.passengerId === booking.passengers[passenger]?.id,
    ).length;
  return {
    choosable,
    onSale: onSale.map(({ price, ...extra }) => ({
      ...extra,
      price: { amount: price, currency: booking.currency },
      chosen: chosenBy(extra.segment, extra.passenger, extra.code),
    })),
  };
}

/** The owner's booking with what is on sale for it, or NOT_FOUND. */
export async function readToEquip(db: Transaction, bookingId: BookingId, userId: string): Promise<BookingToEquip> {
  const booking = await db.prisma.booking.findFirst({ where: { id: bookingId, userId }, include: parts });
  if (!booking) throw notFound("booking");
  const { segments, passengers, currency } = booking;
  const flights = await db.prisma.flight.findMany({
    where: { id: { in: segments.map(({ flightId }) => flightId) } },
    select: { id: true, departureDate: true },
  });
  const dates = new Map(flights.map(({ id, departureDate }) => [id, departureDate.toISOString().slice(0, 10)]));
  const situation = { ...situationOf(booking), now: await readClock(db) };
  const rules = await listAncillaryRules(db);
  const onSale = segments.flatMap(({ cabin, flightId }, segment) =>
    passengers.flatMap(({ type }, passenger) =>
      ancillariesFor({ cabin, currency, passenger: type, date: dates.get(flightId) ?? "" }, rules).map((extra) => ({
        ...extra,
        segment,
        passenger,
      })),
    ),
  );
  return { booking, situation, onSale, choosable: canChoose(situation) };
}

function canChoose(situation: BookingSituation): boolean {
  const state = stateAt(situation);
  return (state === "held" || state === "awaiting_payment") && availableActions(situation).includes("changeSeats");
}
