import { z } from "zod";

import { Money } from "../money.ts";
import { compensationFor } from "../refunds/rules/compensation.ts";
import { Booking } from "./booking.ts";
import { Cancellation, CancellationQuote } from "./cancellation.ts";
import type { Item } from "./cancellation-scope.ts";
import { tripFacts } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** What the European regulation may give passengers beside the refund. Staff decide on it: it is not paid by itself. */
const CompensationClaim = z.strictObject({
  segment: z.int().nonnegative(),
  passengers: z.int().positive().describe("How many of those who are cancelled were to fly it"),
  each: Money.describe("For each of them, in euros"),
  why: z.string(),
});

/** What a cancellation would bring, for staff: by the rules, with the compensation that may be due. */
export const StaffCancellationQuote = CancellationQuote.omit({ quote: true, expiresAt: true }).extend({
  compensation: z.array(CompensationClaim),
});
export type StaffCancellationQuote = z.infer<typeof StaffCancellationQuote>;

/** What staff have cancelled. */
export const StaffCancelledBooking = z.strictObject({
  booking: Booking,
  cancellation: Cancellation.nullable().describe("null where the booking was unpaid: its seats were released"),
  compensation: z.array(CompensationClaim),
});
export type StaffCancelledBooking = z.infer<typeof StaffCancelledBooking>;

/** The compensation that the passengers of these items may claim, by flight. */
export function compensationOf(cancellable: CancellableBooking, items: readonly Item[]): z.infer<typeof CompensationClaim>[] {
  return tripFacts(cancellable).segments.flatMap((flight, segment) => {
    const passengers = items.filter((item) => item.segment === segment).length;
    const due = compensationFor(flight, cancellable.now);
    return due && passengers > 0 ? [{ segment, passengers, each: { amount: due.euros * 100, currency: "EUR" }, why: due.why }] : [];
  });
}
