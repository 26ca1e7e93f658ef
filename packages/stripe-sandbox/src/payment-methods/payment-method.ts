import type { Stripe } from "stripe";
import { invalidParameter, missingParameter, noSuch } from "../errors.ts";
import { newId } from "../ids.ts";
import { mergeMetadata, optionalHash, optionalString, type Params, refuseUnknown } from "../params.ts";
import type { Store } from "../store.ts";
import { unixNow, type World } from "../world.ts";
import { findTestCard, type TestCard } from "./test-cards.ts";

/** Nobody's name and address: the sandbox asks for none. */
export const NO_BILLING_DETAILS: Stripe.PaymentMethod.BillingDetails = {
  address: null,
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** The card of a payment method as Stripe shows it: brand and last digits, never the number. */
function cardDetails(card: TestCard): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    display_brand: card.brand,
    exp_month: 12,
    exp_year: 2040,
    fingerprint: `fingerprint_${card.number.slice(-4)}`,
    funding: card.name.endsWith("_debit") ? "debit" : "credit",
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

function bankDetails(card: TestCard): Stripe.PaymentMethod.UsBankAccount {
  return {
    account_holder_type: "individual",
    account_type: "checking",
    bank_name: "STRIPE TEST BANK",
    financial_connections_account: null,
    fingerprint: `fingerprint_${card.number}`,
    last4: card.number,
    networks: null,
    routing_number: "110000000",
    status_details: null,
  };
}

function addPaymentMethod(world: World, card: TestCard): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { ...NO_BILLING_DETAILS },
    created: unixNow(world),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: card.type,
    ...(card.type === "card" ? { card: cardDetails(card) } : { us_bank_account: bankDetails(card) }),
  };
  world.store.paymentMethods.set(method.id, method);
  world.store.cards.set(method.id, card);
  return method;
}

/** Makes the payment method of a card number from Stripe's list of test cards; any other number is refused. */
export function createPaymentMethod(world: World, params: Params): Stripe.PaymentMethod {
  refuseUnknown(params, ["type", "card", "billing_details", "metadata", "allow_redisplay", "us_bank_account"]);
  if (optionalString(params, "type") !== "card") {
    throw invalidParameter("type", "The sandbox makes payment methods of the type card; use Stripe's test names for others.");
  }
  const details = optionalHash(params, "card") ?? {};
  const number = optionalString(details, "number") ?? optionalString(details, "token")?.replace(/^tok_/, "pm_card_");
  if (number === undefined) {
    throw missingParameter("card[number]");
  }
  const card = findTestCard(number);
  if (card === null) {
    throw invalidParameter("card[number]", "Your card number is incorrect.", "incorrect_number");
  }
  const method = addPaymentMethod(world, card);
  method.metadata = mergeMetadata(params, {});
  return method;
}

/** Gets the payment method that a call names: one made before, or a new one for a test name such as `pm_card_visa`. */
export function usePaymentMethod(world: World, id: string): Stripe.PaymentMethod {
  const known = world.store.paymentMethods.get(id);
  if (known !== undefined) {
    return known;
  }
  const card = id.startsWith("pm_") ? findTestCard(id) : null;
  if (card === null) {
    throw noSuch("PaymentMethod", id, "payment_method");
  }
  return addPaymentMethod(world, card);
}

/** Gets the behaviour behind a payment method. */
export function cardBehind(store: Store, methodId: string): TestCard {
  const card = store.cards.get(methodId);
  if (card === undefined) {
    throw noSuch("PaymentMethod", methodId, "payment_method");
  }
  return card;
}
