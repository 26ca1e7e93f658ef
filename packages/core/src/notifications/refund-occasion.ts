import type { Context } from "../context.ts";
import { flightDesignator } from "../flights/flight.ts";
import { isOutside, stripeRefundOf } from "../refunds/outside-reason.ts";

/** Why money comes back, in a sentence of its own for each occasion. `flight` is `NV 123`; null where several are meant. */
const sentences = {
  flight_cancelled: (flight: string | null) => `The airline cancelled ${flight ? `your flight ${flight}` : "a flight of your trip"}.`,
  flight_changed: () => "The airline changed the times of your trip so much that you may have all of your money back.",
  connection_missed: () => "Of two flights of your trip the second could no longer be reached from the first.",
  seats_reassigned: () => "You gave the trip back because we could not give you the seats that you chose.",
  own_cancellation: () => "It is what comes back after your cancellation.",
  staff_cancellation: () => "It is what comes back after our staff cancelled it for you.",
  goodwill: () => "It is a payment of goodwill from us. Your booking stays as it is.",
  cheaper_seats: () => "Your new seats cost less than those you had paid for.",
  seats_gone: () => "Your payment came when the seats had gone to someone else, so that we could not take it.",
  second_payment: () => "Your booking had been paid already. The ticket stays valid.",
  amount_mismatch: () => "The payment was not of the amount that the booking costs.",
  other: () => "",
} as const;

/** What a refund is for. */
export type RefundOccasion = keyof typeof sentences;

/** What a refund is for, with the flight that it is about. */
export interface WhyRefunded {
  readonly occasion: RefundOccasion;
  readonly flight: string | null;
}

/** The same as a sentence; empty where there is nothing to say. */
export function refundedBecause({ occasion, flight }: WhyRefunded): string {
  return sentences[occasion](flight);
}

/** Reads why a refund was made: by whom, and what had become of the flights. */
export async function readRefundOccasion(
  ctx: Context,
  { reason, cancellationId }: { readonly reason: string; readonly cancellationId: string | null },
): Promise<WhyRefunded> {
  if (cancellationId !== null) return readCancellationOccasion(ctx, cancellationId);
  const plain = { flight: null };
  if (reason.startsWith("seat_change_")) return { ...plain, occasion: "cheaper_seats" };
  if (isOutside({ reason })) {
    const debt = await ctx.db.prisma.refund.findFirst({ where: { coveredBy: stripeRefundOf(reason) }, orderBy: { id: "asc" } });
    return debt ? readRefundOccasion(ctx, debt) : { ...plain, occasion: "goodwill" };
  }
  return { ...plain, occasion: reason === "seats_gone" || reason === "second_payment" || reason === "amount_mismatch" ? reason : "other" };
}

async function readCancellationOccasion({ db }: Context, id: string): Promise<WhyRefunded> {
  const lines = { select: { rule: true, refundedMinor: true } } as const;
  const cancellation = await db.prisma.cancellation.findUniqueOrThrow({ where: { id }, include: { lines } });
  const { cancelledBy, actor } = cancellation;
  // Of several rules the one that gave most: taxes come back with every fare.
  const rule = cancellation.lines.toSorted((a, b) => Number(b.refundedMinor - a.refundedMinor))[0]?.rule ?? "";
  if (cancelledBy === "carrier") {
    const change = await db.prisma.flightChange.findUnique({ where: { id: actor }, include: { flight: true } });
    const flight = change && flightDesignator(change.flight.airlineCode, change.flight.flightNumber, change.flight.suffix);
    return { flight, occasion: change?.kind === "cancelled" ? "flight_cancelled" : (ofRule(rule) ?? "flight_changed") };
  }
  return { flight: null, occasion: ofRule(rule) ?? (cancelledBy === "staff" ? "staff_cancellation" : "own_cancellation") };
}

/** Whoever cancels because of what the airline did is not told that it was their doing. */
function ofRule(rule: string): RefundOccasion | null {
  switch (rule) {
    case "us-flight-cancelled":
    case "eu-flight-cancelled":
    case "uk-flight-cancelled":
    case "flight-cancelled":
      return "flight_cancelled";
    case "us-flight-changed":
    case "eu-long-delay":
    case "uk-long-delay":
      return "flight_changed";
    case "missed-connection":
      return "connection_missed";
    case "seats-reassigned":
      return "seats_reassigned";
    default:
      return null;
  }
}
