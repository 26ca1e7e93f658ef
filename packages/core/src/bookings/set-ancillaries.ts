import { lockBooking } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, invalidInput, notFound } from "../errors.ts";
import { AncillaryCode } from "../fares/ancillaries.ts";
import { BookingId } from "../ids.ts";
import { endOpenPayment } from "../payments/end-payment.ts";
import { readToEquip } from "./ancillaries.ts";
import type { BookingToEquip } from "./ancillaries.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import { getBooking } from "./get-booking.ts";

/** All extras of a booking, also those that stay; an empty list takes them all away. */
export const SetAncillariesInput = z.strictObject({
  bookingId: BookingId,
  ancillaries: z
    .array(
      z.strictObject({
        segment: z.int().min(0).max(5),
        passenger: z.int().min(0).max(8),
        code: AncillaryCode,
        quantity: z.int().min(1).max(9).default(1),
      }),
    )
    .max(400)
    .describe("Each passenger, segment and code at most once; what they cost is in `bookings.ancillaries`"),
});
export type SetAncillariesInput = z.infer<typeof SetAncillariesInput>;

/**
 * Chooses the extras of a booking that is not paid yet: the last call counts. The server alone prices them, each as a line of its own,
 * and the total follows; an open payment of another amount is ended.
 */
export async function setAncillaries(ctx: Context<User>, input: SetAncillariesInput): Promise<Booking> {
  const { bookingId } = input;
  const { userId } = ctx.actor;
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, userId))) throw notFound("booking");
    const equipped = await readToEquip(tx, bookingId, userId);
    refuseUnlessChoosable(equipped);
    await writeAncillaries(tx, equipped, input.ancillaries);
    return getBooking({ db: tx, actor: ctx.actor }, { bookingId });
  });
}

function refuseUnlessChoosable({ situation, choosable }: BookingToEquip): void {
  if (choosable) return;
  const state = stateAt(situation);
  if (situation.paymentUnderWay && state !== "confirmed")
    throw new DomainError("PAYMENT_PENDING", "A payment is under way. Its outcome must come first.", null);
  throw new DomainError("BOOKING_STATE", "Extras are chosen while the booking is not paid yet", {
    state,
    availableActions: availableActions(situation),
  });
}

type Chosen = SetAncillariesInput["ancillaries"];

async function writeAncillaries(tx: TransactionContext, { booking, onSale }: BookingToEquip, chosen: Chosen): Promise<void> {
  const { id: bookingId, priceLines, segments, passengers } = booking;
  const priced = chosen.flatMap((choice, index) => priceChoice(onSale, chosen, index).map((extra) => ({ ...extra, choice })));
  const before = priceLines.filter(({ kind }) => kind === "ancillary");
  const first = (priceLines.at(-1)?.position ?? -1) + 1;
  await tx.prisma.priceLine.deleteMany({ where: { id: { in: before.map(({ id }) => id) } } });
  await tx.prisma.priceLine.createMany({
    data: priced.map(({ code, label, price, choice }, index) => ({
      id: tx.newId("lin"),
      bookingId,
      position: first + index,
      segmentId: segments[choice.segment]?.id ?? null,
      passengerId: passengers[choice.passenger]?.id ?? null,
      kind: "ancillary" as const,
      code,
      label,
      amountMinor: price,
    })),
  });
  const difference =
    priced.reduce((sum, { price }) => sum + BigInt(price), 0n) - before.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (difference === 0n) return;
  await tx.prisma.booking.update({ where: { id: bookingId }, data: { totalMinor: booking.totalMinor + difference } });
  await endOpenPayment(tx, bookingId);
}

/** One for each that is wanted. Refuses what is not on sale for this passenger, and too many of it, naming the choice. */
function priceChoice(onSale: BookingToEquip["onSale"], chosen: Chosen, index: number): BookingToEquip["onSale"][number][] {
  const choice = chosen[index];
  if (!choice) return [];
  const same = ({ segment, passenger, code }: Omit<Chosen[number], "quantity">) =>
    segment === choice.segment && passenger === choice.passenger && code === choice.code;
  const path = `ancillaries[${index}]`;
  if (chosen.findIndex(same) !== index) throw invalidInput(path, "This extra is chosen twice: say `quantity` for more than one");
  const extra = onSale.find(same);
  if (!extra)
    throw invalidInput(path, `${choice.code} is not on sale for this passenger on this segment: see \`bookings.ancillaries\` for what is`);
  if (choice.quantity > extra.most) throw invalidInput(`${path}.quantity`, `At most ${extra.most} for a passenger on a flight`);
  return Array.from({ length: choice.quantity }, () => extra);
}
