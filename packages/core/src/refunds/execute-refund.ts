import type { Context } from "../context.ts";
import { isDomainError } from "../errors.ts";
import type { JobPayload } from "../jobs.ts";
import type { RefundSnapshot } from "../payments/payment-provider.ts";
import { disputedReason, isDisputed } from "./cover-debt.ts";
import { settleRefund } from "./settle-refund.ts";

/**
 * Job: asks the payment provider to send the money back. The refund's own id is the key, so asking twice sends it once. A fault that
 * the provider admits it would repeat for a day under that key: then the refunds that it did make are looked through, and a
 * new key is used. What the bank has taken for a dispute is not sent beside it: that would pay the traveller twice.
 */
export async function executeRefund(ctx: Context, { refundId }: JobPayload<"refund.execute">): Promise<void> {
  const refund = await ctx.db.prisma.refund.findUnique({ where: { id: refundId } });
  if (!refund || refund.stripeRefundId !== null || refund.state !== "pending") return;
  const amount = { amount: Number(refund.amountMinor), currency: refund.currency };
  const { stripeIntentId: intentId, reason, attempts: attempt } = refund;
  const disputed = await isDisputed(ctx.db, intentId);
  const made = attempt === 0 && !disputed ? [] : await ctx.payments.listRefunds(intentId);
  const snapshot: RefundSnapshot =
    made.find((each) => each.refundId === refundId) ??
    (disputed
      ? { stripeRefundId: null, refundId, state: "failed", failureReason: disputedReason }
      : await ctx.payments.refund({ refundId, intentId, amount, reason, attempt }).catch(async (error: unknown) => {
          if (isDomainError(error) && error.code === "PAYMENT_PROVIDER_UNAVAILABLE")
            await ctx.db.prisma.refund.update({ where: { id: refundId }, data: { attempts: { increment: 1 } } });
          throw error;
        }));
  await settleRefund(ctx, { ...snapshot, refundId });
}
