/** Why a bank says no, in Stripe's words. */
export interface Decline {
  code: string;
  decline_code: string;
  message: string;
}

/** A payment method of Stripe's test mode and how it behaves. */
export interface TestCard {
  /** Stripe's own name, such as `pm_card_visa`. */
  name: string;
  /** What a person reads on the page. */
  label: string;
  type: "card" | "us_bank_account";
  brand: string;
  /** The card number, or for a bank account its last digits. */
  number: string;
  /** Whether the holder has to pass 3-D Secure first. */
  authentication: boolean;
  decline: Decline | null;
  /** Whether its refunds fail. */
  refundFails: boolean;
  /** Whether its holder contests each payment at once. */
  disputed: boolean;
}

function declined(message: string, code: string, declineCode: string = code): Decline {
  return { code, decline_code: declineCode, message };
}

function card(name: string, number: string, special: Partial<TestCard> & { label: string }): TestCard {
  return {
    name,
    number,
    type: "card",
    brand: brandOf(number),
    authentication: false,
    decline: null,
    refundFails: false,
    disputed: false,
    ...special,
  };
}

function bankAccount(name: string, label: string, decline: Decline | null): TestCard {
  return {
    name,
    label,
    number: "6789",
    type: "us_bank_account",
    brand: "bank",
    authentication: false,
    decline,
    refundFails: false,
    disputed: false,
  };
}

function brandOf(number: string): string {
  const brands: Record<string, string> = { "2": "mastercard", "3": "amex", "5": "mastercard", "6": "discover" };
  return brands[number.charAt(0)] ?? "visa";
}

const DECLINED = "Your card was declined.";
const NO_FUNDS = declined("Your card has insufficient funds.", "card_declined", "insufficient_funds");
const GENERIC = declined(DECLINED, "card_declined", "generic_decline");

/** The decline of a payment that would need the holder, who is not there. */
export const AUTHENTICATION_REQUIRED = declined(
  "Your card was declined. This transaction requires authentication.",
  "authentication_required",
);

/** Stripe's test payment methods that the sandbox knows, in the order of the page. */
export const TEST_CARDS: readonly TestCard[] = [
  card("pm_card_visa", "4242424242424242", { label: "Visa, succeeds" }),
  card("pm_card_visa_debit", "4000056655665556", { label: "Visa debit, succeeds" }),
  card("pm_card_mastercard", "5555555555554444", { label: "Mastercard, succeeds" }),
  card("pm_card_amex", "378282246310005", { label: "American Express, succeeds" }),
  card("pm_card_discover", "6011111111111117", { label: "Discover, succeeds" }),
  card("pm_card_threeDSecure2Required", "4000000000003220", { label: "3-D Secure required, then succeeds", authentication: true }),
  card("pm_card_authenticationRequired", "4000002760003184", { label: "Always asks for authentication", authentication: true }),
  card("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds", "4000008260003178", {
    label: "3-D Secure, then insufficient funds",
    authentication: true,
    decline: NO_FUNDS,
  }),
  card("pm_card_threeDSecureRequiredChargeDeclined", "4000008400001629", {
    label: "3-D Secure, then declined",
    authentication: true,
    decline: GENERIC,
  }),
  card("pm_card_visa_chargeDeclined", "4000000000000002", { label: "Declined", decline: GENERIC }),
  card("pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995", { label: "Declined: insufficient funds", decline: NO_FUNDS }),
  card("pm_card_visa_chargeDeclinedLostCard", "4000000000009987", {
    label: "Declined: lost card",
    decline: declined(DECLINED, "card_declined", "lost_card"),
  }),
  card("pm_card_visa_chargeDeclinedStolenCard", "4000000000009979", {
    label: "Declined: stolen card",
    decline: declined(DECLINED, "card_declined", "stolen_card"),
  }),
  card("pm_card_chargeDeclinedFraudulent", "4100000000000019", {
    label: "Declined: fraudulent",
    decline: declined(DECLINED, "card_declined", "fraudulent"),
  }),
  card("pm_card_chargeDeclinedExpiredCard", "4000000000000069", {
    label: "Declined: expired card",
    decline: declined("Your card has expired.", "expired_card"),
  }),
  card("pm_card_chargeDeclinedIncorrectCvc", "4000000000000127", {
    label: "Declined: wrong security code",
    decline: declined("Your card's security code is incorrect.", "incorrect_cvc"),
  }),
  card("pm_card_chargeDeclinedProcessingError", "4000000000000119", {
    label: "Declined: processing error",
    decline: declined("An error occurred while processing your card. Try again in a little bit.", "processing_error"),
  }),
  card("pm_card_visa_chargeDeclinedVelocityLimitExceeded", "4000000000006975", {
    label: "Declined: too many attempts",
    decline: declined(
      "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
      "card_declined",
      "card_velocity_exceeded",
    ),
  }),
  card("pm_card_pendingRefund", "4000000000007726", { label: "Succeeds, refunds are pending at first" }),
  card("pm_card_createDispute", "4000000000000259", { label: "Succeeds, then is disputed as fraudulent", disputed: true }),
  card("pm_card_refundFail", "4000000000005126", { label: "Succeeds, refunds fail", refundFails: true }),
  bankAccount("pm_usBankAccount_success", "Bank debit in dollars, succeeds after a while", null),
  bankAccount(
    "pm_usBankAccount_insufficientFunds",
    "Bank debit in dollars, fails after a while",
    declined(
      "The customer's account has insufficient funds to cover this payment.",
      "payment_method_provider_decline",
      "insufficient_funds",
    ),
  ),
];

/** Finds a test payment method by Stripe's name (with or without the brand in it) or by its card number, or null. */
export function findTestCard(nameOrNumber: string): TestCard | null {
  const wanted = withoutBrand(nameOrNumber);
  return TEST_CARDS.find((each) => withoutBrand(each.name) === wanted || (each.type === "card" && each.number === wanted)) ?? null;
}

function withoutBrand(name: string): string {
  return name.replaceAll(" ", "").replace("pm_card_visa_charge", "pm_card_charge");
}
