import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settlePayment } from "./settle-payment.ts";

/** Job: takes the money of an authorised payment, whose seats are already the booking's for good, and settles it at once: the webhook may be late or lost. */
export async function capturePayment(ctx: Context, { paymentId }: JobPayload<"payment.capture">): Promise<void> {
  const payment = await ctx.db.prisma.payment.findUnique({ where: { id: paymentId } });
  if (!payment?.stripeIntentId || payment.state !== "authorised") return;
  // The receipt's "Visa •••• 4242" is on record before the money is taken: the webhook may confirm the booking before we do.
  const { methodLabel } = await ctx.payments.getIntent(payment.stripeIntentId);
  await ctx.db.prisma.payment.update({ where: { id: paymentId }, data: { methodLabel } });
  await settlePayment(ctx, await ctx.payments.captureIntent(paymentId, payment.stripeIntentId));
}
