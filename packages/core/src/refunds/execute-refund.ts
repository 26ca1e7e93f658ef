import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { settleRefund } from "./settle-refund.ts";

/** Job: asks the payment provider to send the money back. The refund's own id is the key, so asking twice sends it once. */
export async function executeRefund(ctx: Context, { refundId }: JobPayload<"refund.execute">): Promise<void> {
  const refund = await ctx.db.prisma.refund.findUnique({ where: { id: refundId } });
  if (!refund || refund.stripeRefundId !== null || refund.state !== "pending") return;
  const amount = { amount: Number(refund.amountMinor), currency: refund.currency };
  const snapshot = await ctx.payments.refund({ refundId, intentId: refund.stripeIntentId, amount, reason: refund.reason });
  await settleRefund(ctx, { ...snapshot, refundId });
}
