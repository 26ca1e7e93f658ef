import { findKeyOutcome } from "@skyhold/db";
import { z } from "zod";

import { getBooking } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { BookingId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { readAnswer } from "./once.ts";

/** Which key. */
export const GetOutcomeInput = z.strictObject({ key: z.string().min(1).max(255) });
export type GetOutcomeInput = z.infer<typeof GetOutcomeInput>;

/** What became of a call. */
export const Outcome = z.strictObject({
  outcome: z
    .enum(["made", "in_flight", "none"])
    .describe("`made`: it had its effect; `in_flight`: ask again in a moment; `none`: nothing was changed, and the call may be repeated"),
  route: z.string().nullable().describe("`bookings.hold`"),
  at: z.date().nullable(),
  answer: z.unknown().describe("What the call was answered; of a hold, the booking as it is now; null when nothing was made"),
});
export type Outcome = z.infer<typeof Outcome>;

/** How the caller of an idempotency key is named in the records. */
export function callerOf(user: User): string {
  return user.userId;
}

/**
 * Tells what became of a call of the same user, made within a day under this idempotency key, whose answer got lost. It never says
 * `none` of a call whose effect is still to come.
 */
export async function getOutcome(ctx: Context<User>, { key }: GetOutcomeInput): Promise<Outcome> {
  const { userId } = ctx.actor;
  const found = await findKeyOutcome(ctx.db, { caller: callerOf(ctx.actor), userId, key });
  if (found.heldBookingId !== null) {
    const answer = await getBooking(ctx, { bookingId: BookingId.parse(found.heldBookingId) });
    return { outcome: "made", route: "bookings.hold", at: answer.createdAt, answer };
  }
  if (found.made) {
    const { route, at, answer } = found.made;
    return {
      outcome: "made",
      route,
      at: instantOf(at),
      answer: answer === null ? null : readAnswer(answer),
    };
  }
  return { outcome: found.inFlight ? "in_flight" : "none", route: null, at: null, answer: null };
}
