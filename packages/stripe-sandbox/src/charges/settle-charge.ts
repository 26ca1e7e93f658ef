import type { Stripe } from "stripe";
import { addBalanceTransaction, processingFee } from "../balance/balance-transaction.ts";
import { openDispute } from "../disputes/dispute.ts";
import { emitCharge } from "../events/emit.ts";
import { cardBehind } from "../payment-methods/payment-method.ts";
import { type Scope, withoutRequest } from "../world.ts";

/** Books captured money to the balance: at once, or shortly after for `automatic_async`, which then sends `charge.updated`. */
export function settleCharge(scope: Scope, charge: Stripe.Charge, captureMethod: Stripe.PaymentIntent.CaptureMethod): void {
  if (captureMethod !== "automatic_async") {
    book(scope, charge);
    disputeWhereAsked(scope, charge);
    return;
  }
  scope.tasks.later(scope.timings.settleMs, () => {
    book(scope, charge);
    emitCharge(withoutRequest(scope), "updated", charge);
    disputeWhereAsked(scope, charge);
  });
}

function disputeWhereAsked(scope: Scope, charge: Stripe.Charge): void {
  if (cardBehind(scope.store, charge.payment_method ?? "").disputed) {
    scope.tasks.later(scope.timings.settleMs, () => openDispute(withoutRequest(scope), charge));
  }
}

function book(scope: Scope, charge: Stripe.Charge): void {
  const transaction = addBalanceTransaction(scope, {
    amount: charge.amount_captured,
    currency: charge.currency,
    description: charge.description,
    source: charge.id,
    type: charge.id.startsWith("py_") ? "payment" : "charge",
    fee: processingFee(charge.amount_captured),
  });
  charge.balance_transaction = transaction.id;
}
