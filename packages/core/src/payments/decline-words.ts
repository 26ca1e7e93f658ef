/** Stripe's decline codes and error codes that travellers meet, in words that tell them what to do next (source: Stripe's list of decline codes). */
const words: Readonly<Record<string, string>> = {
  authentication_required: "Your bank wants to know that it is you. Try again and confirm the payment.",
  call_issuer: "Your bank has declined the payment without a reason. Ask your bank, or use another card.",
  card_not_supported: "This card does not pay for purchases of this kind. Use another card.",
  card_velocity_exceeded: "This card has reached its limit. Use another card.",
  currency_not_supported: "This card does not pay in this currency. Use another card.",
  expired_card: "This card has expired. Use another card.",
  fraudulent: "The payment was declined. Use another card.",
  generic_decline: "Your bank has declined the payment without a reason. Ask your bank, or use another card.",
  incorrect_cvc: "The security code is wrong. Check it and try again.",
  incorrect_number: "The card number is wrong. Check it and try again.",
  insufficient_funds: "There is not enough money on this card. Use another card.",
  invalid_cvc: "The security code is wrong. Check it and try again.",
  invalid_expiry_month: "The expiry date is wrong. Check it and try again.",
  invalid_expiry_year: "The expiry date is wrong. Check it and try again.",
  lost_card: "The payment was declined. Use another card.",
  payment_intent_authentication_failure: "You could not be authenticated at your bank. Try again, or use another card.",
  payment_method_customer_decline: "The payment was not confirmed. Try again, or use another method.",
  processing_error: "Something went wrong while the card was checked. Try again in a moment.",
  stolen_card: "The payment was declined. Use another card.",
  try_again_later: "Your bank cannot answer now. Try again in a moment.",
};

/** Why the last try failed and what to do now, for a person. What banks keep to themselves (a stolen card) is not told here either. */
export function declineInWords(code: string): string {
  return words[code] ?? "The payment was declined. Try again, or use another card.";
}
