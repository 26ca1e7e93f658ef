import type { Stripe } from "stripe";
import { addBalanceTransaction } from "../balance/balance-transaction.ts";
import { unexpectedDispute } from "../errors.ts";
import { emitDispute } from "../events/emit.ts";
import { newId } from "../ids.ts";
import { optionalHash, optionalString, type Params, refuseUnknown } from "../params.ts";
import { type Scope, unixNow } from "../world.ts";

const ANSWER_SECONDS = 7 * 86_400;
/** What a dispute costs whatever becomes of it, in minor units, as a stand-in for Stripe's price list. */
const DISPUTE_FEE = 1500;

/** Nothing has been handed in. */
const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The holder of the card contests a charge: the bank takes the money until it has decided. */
export function openDispute(scope: Scope, charge: Stripe.Charge): void {
  const id = newId("du");
  const created = unixNow(scope);
  const dispute: Stripe.Dispute = {
    id,
    object: "dispute",
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE },
    evidence_details: {
      due_by: created + ANSWER_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
  };
  scope.store.disputes.set(id, dispute);
  charge.disputed = true;
  emitDispute(scope, "created", dispute);
  move(scope, dispute, -1);
  emitDispute(scope, "funds_withdrawn", dispute);
}

function move(scope: Scope, dispute: Stripe.Dispute, sign: 1 | -1): void {
  const entry = addBalanceTransaction(scope, {
    amount: sign * dispute.amount,
    currency: dispute.currency,
    description: `Chargeback ${sign < 0 ? "withdrawal" : "reversal"} for ${dispute.id}`,
    source: dispute.id,
    type: "adjustment",
    fee: sign < 0 ? DISPUTE_FEE : 0,
  });
  dispute.balance_transactions.push(structuredClone(entry));
}

/** Answers a dispute; as in Stripe's test mode, the text `winning_evidence` wins it and any other text loses it. */
export function answerDispute(scope: Scope, dispute: Stripe.Dispute, params: Params): Stripe.Dispute {
  refuseUnknown(params, ["evidence", "submit"]);
  if (dispute.status !== "needs_response") {
    throw unexpectedDispute(dispute.id);
  }
  const text = optionalString(optionalHash(params, "evidence") ?? {}, "uncategorized_text") ?? "";
  dispute.evidence.uncategorized_text = text;
  Object.assign(dispute.evidence_details, { has_evidence: true, submission_count: 1, due_by: null, submission_method: "manual" });
  dispute.status = text === "winning_evidence" ? "won" : "lost";
  if (dispute.status === "won") {
    move(scope, dispute, 1);
    emitDispute(scope, "funds_reinstated", dispute);
  }
  emitDispute(scope, "closed", dispute);
  return dispute;
}
