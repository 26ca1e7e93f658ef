import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settleRefund } from "../refunds/settle-refund.ts";
import { settlePayment } from "./settle-payment.ts";

/** Job: takes the payment provider's own word for an intent and its refunds, as if all news of them had just come. */
export async function refreshPayment(ctx: Context, { intentId }: JobPayload<"payment.refresh">): Promise<void> {
  await settlePayment(ctx, await ctx.payments.getIntent(intentId));
  for (const refund of await ctx.payments.listRefunds(intentId)) await settleRefund(ctx, refund);
}
