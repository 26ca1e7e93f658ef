import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { AutomaticReason } from "../refunds/refund-automatically.ts";
import { FlightWish } from "./flight-wish.ts";
import { planFlightChange } from "./plan-flight-change.ts";
import type { FlightChangePlan } from "./plan-flight-change.ts";

/** A wish as a payment keeps it, with the key under which it is had once. */
const PaidWish = FlightWish.extend({ key: z.string() });

/** What a payment for other flights buys at this moment: the change, or why its money buys nothing. */
export type PaidFlights =
  | { readonly plan: FlightChangePlan; readonly key: string; readonly reason: null }
  | { readonly plan: null; readonly reason: AutomaticReason };

/**
 * Looks at the wish that a payment is for as if it were asked for now. It holds only at exactly the price that was quoted. Writes nothing. The
 * caller holds the booking's row lock.
 */
export async function planPaidFlights(tx: TransactionContext, payment: Prisma.PaymentGetPayload<object>): Promise<PaidFlights> {
  const { id: paymentId, bookingId, amountMinor } = payment;
  const { key, ...wish } = PaidWish.parse(payment.change);
  // Its flights may have been given up, changed otherwise or flown since, and then it is no change for this booking any more.
  const plan = await planFlightChange(tx, { bookingId, wish, paymentId }).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (!plan || plan.refusal) return { plan: null, reason: "seats_gone" };
  return plan.priced.due === Number(amountMinor) ? { plan, key, reason: null } : { plan: null, reason: "amount_mismatch" };
}
