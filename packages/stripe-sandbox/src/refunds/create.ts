import type { Stripe } from "stripe";
import { addBalanceTransaction } from "../balance/balance-transaction.ts";
import { invalidParameter, missingParameter, noSuch, StripeApiError } from "../errors.ts";
import { emitCharge, emitRefund } from "../events/emit.ts";
import { newId } from "../ids.ts";
import { formatAmount, refuseOffStep } from "../money/amounts.ts";
import { mergeMetadata, optionalInteger, optionalOneOf, optionalString, type Params, refuseUnknown } from "../params.ts";
import { latestCharge } from "../payment-intents/latest-charge.ts";
import { getIntent } from "../payment-intents/payment-intent.ts";
import { type Scope, unixNow } from "../world.ts";
import { settleRefund } from "./settle.ts";

const PARAMS = ["amount", "charge", "payment_intent", "metadata", "reason", "instructions_email"];
const REASONS = ["duplicate", "fraudulent", "requested_by_customer"] as const;

/** Refunds a captured charge, whole or in part, never more than is left of it; the refund is pending until it settles. */
export function createRefund(scope: Scope, params: Params): Stripe.Refund {
  refuseUnknown(params, PARAMS);
  const reason = optionalOneOf(params, "reason", REASONS) ?? null;
  const metadata = mergeMetadata(params, {});
  const charge = findCharge(scope, params);
  const refund = addRefund(scope, charge, readAmount(charge, params));
  refund.reason = reason;
  refund.metadata = metadata;
  emitRefund(scope, "refund.created", refund);
  emitCharge(scope, "refunded", charge);
  settleRefund(scope, charge, refund);
  return refund;
}

function findCharge(scope: Scope, params: Params): Stripe.Charge {
  const chargeId = optionalString(params, "charge");
  const intentId = optionalString(params, "payment_intent");
  if (chargeId === undefined && intentId === undefined) {
    throw missingParameter("payment_intent");
  }
  const charge =
    chargeId === undefined ? latestCharge(scope.store, getIntent(scope.store, intentId ?? "")) : scope.store.charges.get(chargeId);
  if (charge === undefined || (intentId !== undefined && charge.payment_intent !== intentId)) {
    throw noSuch("charge", chargeId ?? "", "charge");
  }
  if (charge.status !== "succeeded" || !charge.captured) {
    throw new StripeApiError(400, {
      type: "invalid_request_error",
      code: "charge_not_refundable",
      message: `Charge ${charge.id} is not captured, so there is nothing to refund. Cancel its PaymentIntent to release the funds.`,
    });
  }
  refuseDisputed(scope, charge);
  return charge;
}

/** What the bank has taken for a dispute, or may take, cannot be given back beside it, until the dispute is won. */
function refuseDisputed({ store }: Scope, { id }: Stripe.Charge): void {
  const disputed = [...store.disputes.values()].some(({ charge, status }) => charge === id && status !== "won");
  if (!disputed) return;
  const message = `The charge ${id} you're attempting to refund has been charged back.`;
  throw new StripeApiError(400, { type: "invalid_request_error", code: "charge_disputed", message });
}

function readAmount(charge: Stripe.Charge, params: Params): number {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw new StripeApiError(400, { type: "invalid_request_error", code: "charge_already_refunded", message });
  }
  const amount = optionalInteger(params, "amount") ?? left;
  if (amount < 1) {
    throw invalidParameter("amount", "This value must be greater than or equal to 1.", "parameter_invalid_integer");
  }
  refuseOffStep(amount, charge.currency);
  if (amount > left) {
    const asked = formatAmount(amount, charge.currency);
    const message = `Refund amount (${asked}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`;
    throw new StripeApiError(400, { type: "invalid_request_error", message, param: "amount" });
  }
  return amount;
}

function addRefund(scope: Scope, charge: Stripe.Charge, amount: number): Stripe.Refund {
  const id = newId("re");
  const { currency } = charge;
  const type = charge.id.startsWith("py_") ? "payment_refund" : "refund";
  const booked = addBalanceTransaction(scope, { amount: -amount, currency, description: "REFUND FOR CHARGE", source: id, type, fee: 0 });
  const refund: Stripe.Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: booked.id,
    charge: charge.id,
    created: unixNow(scope),
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(charge),
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    pending_reason: "processing",
    reason: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "pending",
    transfer_reversal: null,
  };
  scope.store.refunds.set(refund.id, refund);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  return refund;
}

function destinationOf(charge: Stripe.Charge): Stripe.Refund.DestinationDetails {
  return charge.id.startsWith("py_")
    ? { type: "us_bank_transfer", us_bank_transfer: { reference: null, reference_status: "pending" } }
    : { type: "card", card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" } };
}
