import type { Stripe } from "stripe";
import { addBalanceTransaction } from "../balance/balance-transaction.ts";
import { emitRefund } from "../events/emit.ts";
import { type Scope, withoutRequest } from "../world.ts";

/** Ends a pending refund shortly after: it succeeds, or fails and gives the money back to the balance. */
export function settleRefund(scope: Scope, charge: Stripe.Charge, refund: Stripe.Refund): void {
  const fault = scope.faults.takeRefund();
  const fails = fault !== null || behindRefundFails(scope, charge);
  const later = withoutRequest(scope);
  scope.tasks.later(scope.timings.settleMs, () => {
    if (!fails || fault?.afterSuccess === true) {
      succeed(later, refund);
    }
    if (!fails) {
      return;
    }
    if (fault?.afterSuccess === true) {
      later.tasks.later(later.timings.settleMs, () => {
        fail(later, charge, refund);
      });
    } else {
      fail(later, charge, refund);
    }
  });
}

function behindRefundFails(scope: Scope, charge: Stripe.Charge): boolean {
  return charge.payment_method !== null && scope.store.cards.get(charge.payment_method)?.refundFails === true;
}

function succeed(scope: Scope, refund: Stripe.Refund): void {
  refund.status = "succeeded";
  delete refund.pending_reason;
  emitRefund(scope, "refund.updated", refund);
  emitRefund(scope, "charge.refund.updated", refund);
}

function fail(scope: Scope, charge: Stripe.Charge, refund: Stripe.Refund): void {
  const { amount, currency, id } = refund;
  const entry = { amount, currency, description: "REFUND FAILURE", source: id, type: "refund_failure" as const, fee: 0 };
  refund.status = "failed";
  refund.failure_reason = "expired_or_canceled_card";
  refund.failure_balance_transaction = addBalanceTransaction(scope, entry).id;
  delete refund.pending_reason;
  charge.amount_refunded -= amount;
  charge.refunded = false;
  emitRefund(scope, "refund.updated", refund);
  emitRefund(scope, "refund.failed", refund);
  emitRefund(scope, "charge.refund.updated", refund);
}
