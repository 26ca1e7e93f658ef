import { z } from "zod";

import type { Context, User } from "../context.ts";
import { Money } from "../money.ts";
import type { ChangeSeatsInput } from "./change-seats.ts";
import { planSeatChange } from "./plan-seat-change.ts";
import type { SeatChangePlan, SeatMove, SeatTerms } from "./plan-seat-change.ts";

const SeatPrice = z.strictObject({ label: z.string().describe("`Seat 12A, extra legroom`"), amount: Money });

const SeatDifference = z.strictObject({
  segment: z.int().nonnegative().describe("Index of the segment"),
  passenger: z.int().nonnegative().describe("Index of the passenger"),
  from: z.string().nullable().describe("The seat now; null once it was given back"),
  to: z.string(),
  oldPrice: SeatPrice.nullable().describe("What the seat now costs in the booking; null where it is free of charge"),
  newPrice: SeatPrice.nullable().describe("What the other seat costs at this moment; null where it is free of charge"),
  difference: Money.describe("New less old: negative where money comes back"),
});

/** What can stand in the way of a change that fits the party. */
const Refusal = z.strictObject({
  code: z.enum(["BOOKING_STATE", "PAYMENT_PENDING", "SEAT_TAKEN", "FLIGHT_CLOSED", "SEAT_SURCHARGE_DUE"]),
  message: z.string(),
});

/** What a change of seats comes to at this moment. */
export const SeatChangeQuote = z.strictObject({
  changes: z.array(SeatDifference).describe("One for each passenger who moves"),
  difference: Money.describe("The sum of all differences; a negative one is refunded when the booking is paid"),
  total: Money.describe("The booking's total after the change"),
  refusal: Refusal.nullable().describe("Why `bookings.changeSeats` would refuse the change at this moment; null when it would be done"),
});
export type SeatChangeQuote = z.infer<typeof SeatChangeQuote>;

/** What other seats would cost, and whether they can be had now. Takes what `changeSeats` takes, writes nothing, and locks no price. */
export async function quoteSeatChange(ctx: Context<User>, input: ChangeSeatsInput, terms: SeatTerms = "list"): Promise<SeatChangeQuote> {
  const plan = await planSeatChange({ ...ctx.db, newId: ctx.newId }, { ...input, ownerId: ctx.actor.userId, terms });
  const { currency, totalMinor } = plan.booking;
  return {
    changes: plan.prices.map((move) => toDifference(plan, move)),
    difference: { amount: plan.difference, currency },
    total: { amount: Number(totalMinor) + plan.difference, currency },
    refusal: refusalOf(plan),
  };
}

/** A seat that does not exist or is not for this passenger cannot be quoted at all. */
function refusalOf({ refusal }: SeatChangePlan): SeatChangeQuote["refusal"] {
  if (!refusal) return null;
  const code = Refusal.shape.code.safeParse(refusal.code);
  if (!code.success) throw refusal;
  return { code: code.data, message: refusal.message };
}

function toDifference({ booking }: SeatChangePlan, move: SeatMove): SeatChangeQuote["changes"][number] {
  const { currency } = booking;
  const { from, to, oldAmount, newAmount, newLine } = move;
  const oldLabel = move.oldLines.at(-1)?.label ?? `Seat ${from ?? ""}`;
  return {
    segment: booking.segments.findIndex(({ id }) => id === move.segmentId),
    passenger: booking.passengers.findIndex(({ id }) => id === move.passengerId),
    from,
    to,
    oldPrice: oldAmount === 0 ? null : { label: oldLabel, amount: { amount: oldAmount, currency } },
    newPrice: newLine ? { label: newLine.label, amount: { amount: newAmount, currency } } : null,
    difference: { amount: newAmount - oldAmount, currency },
  };
}
