import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import type { AutomaticReason } from "../refunds/refund-automatically.ts";
import { planSeatChange } from "./plan-seat-change.ts";
import type { SeatChangePlan } from "./plan-seat-change.ts";

/** Where everyone is to sit, by segment, as a payment keeps it. */
const Wish = z.array(z.array(z.string()));

/** What a payment for other seats buys at this moment: the change, or why its money buys nothing. */
export type PaidChange =
  | { readonly plan: SeatChangePlan; readonly reason: null }
  | { readonly plan: null; readonly reason: AutomaticReason };

/**
 * Looks at the wish that a payment is for as if it were asked for now. It holds only at exactly the price that was quoted, for the party
 * as it was. Writes nothing. The caller holds the booking's row lock.
 */
export async function planPaidChange(
  tx: TransactionContext,
  payment: Prisma.PaymentGetPayload<{ include: { booking: true } }>,
): Promise<PaidChange> {
  const { id: paymentId, bookingId } = payment;
  const wish = { bookingId, paymentId, seats: Wish.parse(payment.seats), ownerId: payment.booking.userId };
  // Some of the party may have left since, and then it is no choice of seats any more.
  const plan = await planSeatChange(tx, wish).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (!plan || payment.booking.state !== "confirmed") return { plan: null, reason: "seats_gone" };
  if (plan.moves.length === 0) return { plan: null, reason: "second_payment" };
  if (plan.refusal && !isDomainError(plan.refusal, "SEAT_SURCHARGE_DUE")) return { plan: null, reason: "seats_gone" };
  return plan.difference === Number(payment.amountMinor) ? { plan, reason: null } : { plan: null, reason: "amount_mismatch" };
}
