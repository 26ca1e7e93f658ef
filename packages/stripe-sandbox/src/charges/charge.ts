import type { Stripe } from "stripe";
import { newId } from "../ids.ts";
import { cardBehind, NO_BILLING_DETAILS } from "../payment-methods/payment-method.ts";
import type { Decline, TestCard } from "../payment-methods/test-cards.ts";
import { type Scope, unixNow } from "../world.ts";

const AUTHORISATION_SECONDS = 7 * 86_400;

/** How a charge begins. */
export interface ChargeStart {
  status: "failed" | "pending" | "succeeded";
  captured: boolean;
  decline: Decline | null;
}

/** Adds the charge of one attempt to pay the intent and makes it the intent's latest. */
export function addCharge(scope: Scope, intent: Stripe.PaymentIntent, start: ChargeStart): Stripe.Charge {
  const methodId = typeof intent.payment_method === "string" ? intent.payment_method : "";
  const card = cardBehind(scope.store, methodId);
  const charge: Stripe.Charge = {
    ...blankCharge(intent, unixNow(scope)),
    id: newId(card.type === "card" ? "ch" : "py"),
    amount_captured: start.captured ? intent.amount : 0,
    captured: start.captured,
    failure_code: start.decline?.code ?? null,
    failure_message: start.decline?.message ?? null,
    outcome: outcomeOf(start),
    paid: start.status !== "failed",
    payment_method: methodId,
    payment_method_details: detailsOf(card, intent, start.captured ? null : unixNow(scope) + AUTHORISATION_SECONDS),
    status: start.status,
  };
  scope.store.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  return charge;
}

/** What a charge has nothing of unless it is filled in. */
const EMPTY = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: null,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_details: null,
  receipt_number: null,
  receipt_url: null,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
} satisfies Partial<Stripe.Charge>;

function blankCharge(
  intent: Stripe.PaymentIntent,
  created: number,
): Omit<Stripe.Charge, "id" | "outcome" | "paid" | "captured" | "status"> {
  return {
    ...EMPTY,
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: { ...NO_BILLING_DETAILS },
    calculated_statement_descriptor: intent.statement_descriptor ?? "SANDBOX",
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    payment_intent: intent.id,
    radar_options: {},
    receipt_email: intent.receipt_email,
    refunded: false,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    transfer_group: intent.transfer_group,
  };
}

function outcomeOf(start: ChargeStart): Stripe.Charge.Outcome {
  const approved = start.decline === null;
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: approved ? null : "01",
    network_status: approved ? "approved_by_network" : "declined_by_network",
    reason: start.decline?.decline_code ?? null,
    risk_level: "normal",
    risk_score: 10,
    seller_message: approved ? "Payment complete." : "The bank did not return any further details with this decline.",
    type: approved ? "authorized" : "issuer_declined",
  };
}

function detailsOf(card: TestCard, intent: Stripe.PaymentIntent, captureBefore: number | null): Stripe.Charge.PaymentMethodDetails {
  return card.type === "card"
    ? { type: "card", card: cardDetails(card, intent, captureBefore) }
    : {
        type: "us_bank_account",
        us_bank_account: {
          account_holder_type: "individual",
          account_type: "checking",
          bank_name: "STRIPE TEST BANK",
          fingerprint: `fingerprint_${card.number}`,
          last4: card.number,
          payment_reference: null,
          routing_number: "110000000",
        },
      };
}

function cardDetails(card: TestCard, intent: Stripe.PaymentIntent, captureBefore: number | null): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: intent.amount,
    authorization_code: "123456",
    brand: card.brand,
    ...(captureBefore === null ? {} : { capture_before: captureBefore }),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2040,
    fingerprint: `fingerprint_${card.number.slice(-4)}`,
    funding: card.name.endsWith("_debit") ? "debit" : "credit",
    installments: null,
    last4: card.number.slice(-4),
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
