import { z } from "zod";

import type { Context, User } from "../context.ts";
import { PaymentId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { getPayment, Payment } from "./get-payment.ts";

/** Which payment, and for who comes back, the version that came last. */
export const WatchPaymentInput = z.strictObject({
  paymentId: PaymentId,
  lastEventId: LastEventId,
});
export type WatchPaymentInput = z.infer<typeof WatchPaymentInput>;

/** Where a payment stands now. Who takes events slowly gets what is true now, not each step. */
export const PaymentEvents = z.strictObject({ version: Version, payment: Payment });
export type PaymentEvents = z.infer<typeof PaymentEvents>;

/**
 * One of the caller's own payments as it stands, and from then on each time it has moved. Ends with the signal, and when the process stops; come back
 * then. UNAUTHENTICATED as soon as the session ends.
 */
export function watchPayment(
  ctx: Context<User>,
  { paymentId, lastEventId }: WatchPaymentInput,
  signal: AbortSignal,
): AsyncGenerator<PaymentEvents, void, undefined> {
  return whileSignedIn(ctx, signal, (listening) =>
    tellChanges(ctx.paymentNews.follow(paymentId, listening), lastEventId, async () => ({ payment: await getPayment(ctx, { paymentId }) })),
  );
}
