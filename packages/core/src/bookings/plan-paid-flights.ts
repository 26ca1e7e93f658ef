import { keepFlights } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { AutomaticReason } from "../refunds/refund-automatically.ts";
import { flightsOf, FlightWish } from "./flight-wish.ts";
import { planFlightChange } from "./plan-flight-change.ts";
import type { FlightChangePlan } from "./plan-flight-change.ts";

/** A wish as a payment keeps it, with the key under which it is had once. */
const PaidWish = FlightWish.extend({ key: z.string() });

/** What a payment for other flights buys at this moment: the change, or why its money buys nothing. */
export type PaidFlights =
  | { readonly plan: FlightChangePlan; readonly key: string; readonly reason: null }
  | { readonly plan: null; readonly reason: AutomaticReason };

/**
 * Looks at the wish that a payment is for as if it were asked for now. It holds only at exactly the price that was quoted, for flights at the
 * times that were expected then. Writes nothing. The caller holds the booking's row lock.
 */
export async function planPaidFlights(tx: TransactionContext, payment: Prisma.PaymentGetPayload<object>): Promise<PaidFlights> {
  const { id: paymentId, bookingId, amountMinor } = payment;
  // An earlier release may have written it in other words. What is not understood buys nothing, and its money goes back.
  const kept = PaidWish.safeParse(payment.change);
  if (!kept.success) return { plan: null, reason: "seats_gone" };
  await keepFlights(tx, flightsOf(kept.data));
  if (await haveMoved(tx, kept.data, payment.createdAt)) return { plan: null, reason: "seats_gone" };
  const { key, ...wish } = kept.data;
  // Its flights may have been given up, changed otherwise or flown since, and then it is no change for this booking any more.
  const plan = await planFlightChange(tx, { bookingId, wish, paymentId }).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (!plan || plan.refusal) return { plan: null, reason: "seats_gone" };
  return plan.priced.due === Number(amountMinor) ? { plan, key, reason: null } : { plan: null, reason: "amount_mismatch" };
}

/** Whether the new flights have got other times since: nobody is made to buy a flight that has become late while they paid. */
async function haveMoved({ prisma }: TransactionContext, wish: FlightWish, since: Date): Promise<boolean> {
  const flightId = { in: flightsOf(wish) };
  const where = { flightId, kind: { in: ["delayed", "rescheduled"] }, createdAt: { gt: since } } satisfies Prisma.FlightChangeWhereInput;
  return (await prisma.flightChange.count({ where })) > 0;
}
