import { z } from "zod";

import type { Context, User } from "../context.ts";
import { PaymentId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { getPayment, Payment } from "./get-payment.ts";

/** Which payment, and for who comes back, the version that came last. */
export const WatchPaymentInput = z.strictObject({
  paymentId: PaymentId,
  lastEventId: LastEventId,
});
export type WatchPaymentInput = z.infer<typeof WatchPaymentInput>;

/** Where a payment stands now. Who takes events slowly gets what is true now, not each step. */
export const PaymentEvents = z.strictObject({
  version: z.string().describe("Opaque; whoever comes back with it is told nothing until something has changed"),
  payment: Payment,
});
export type PaymentEvents = z.infer<typeof PaymentEvents>;

/**
 * One of the caller's own payments as it stands, and from then on each time it has moved. Ends with the signal, and when the process stops; come back
 * then. UNAUTHENTICATED as soon as the session ends.
 */
export function watchPayment(
  ctx: Context<User>,
  input: WatchPaymentInput,
  signal: AbortSignal,
): AsyncGenerator<PaymentEvents, void, undefined> {
  return whileSignedIn(ctx, signal, (listening) => followPayment(ctx, input, listening));
}

async function* followPayment(
  ctx: Context<User>,
  { paymentId, lastEventId }: WatchPaymentInput,
  signal: AbortSignal,
): AsyncGenerator<PaymentEvents, void, undefined> {
  let told = lastEventId ?? null;
  const turns = ctx.paymentNews.follow(paymentId, signal);
  for (let turn = await turns.next(); turn.done !== true; turn = await turns.next()) {
    const payment = await getPayment(ctx, { paymentId });
    const version = versionOf(payment);
    if (version !== told) yield { version, payment };
    told = version;
  }
}

/** All of it that may change. */
function versionOf({ state, outcome, declineCode, nextAction, refund, bookingState }: Payment): string {
  return [state, outcome, declineCode, nextAction, refund?.state, bookingState].join(".");
}
