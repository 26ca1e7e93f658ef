import type { Stripe } from "stripe";
import { formatAmount } from "../money/amounts.ts";
import { TEST_CARDS } from "../payment-methods/test-cards.ts";
import { type Html, html } from "./html.ts";

const WORDS: Record<string, string> = {
  requires_payment_method: "Waits for a payment method",
  requires_confirmation: "Waits to be confirmed",
  requires_action: "Waits for 3-D Secure",
  requires_capture: "Authorised, not captured",
  processing: "Bank debit under way",
  succeeded: "Paid",
  canceled: "Cancelled",
};

const NOTHING = html``;

/** Shows one payment intent and what can be done to it by hand. */
export function intentCard(intent: Stripe.PaymentIntent, refunds: readonly Stripe.Refund[]): Html {
  return html`<li class="card" id="${intent.id}">
    <div class="row">
      <h3>${formatAmount(intent.amount, intent.currency)} <span class="quiet">${intent.currency.toUpperCase()}</span></h3>
      <span class="${intent.status === "succeeded" ? "good" : "quiet"}">${WORDS[intent.status] ?? intent.status}</span>
    </div>
    <p class="quiet">
      <code>${intent.id}</code> · <code>${intent.status}</code> · <time>${new Date(intent.created * 1000).toISOString()}</time>
    </p>
    ${describe(intent)} ${refunds.map((refund) => refundLine(refund))} ${actions(intent)}
  </li>`;
}

function describe(intent: Stripe.PaymentIntent): Html {
  const metadata = Object.entries(intent.metadata).map(([key, value]) => `${key}: ${value}`);
  const received = `Captured ${formatAmount(intent.amount_received, intent.currency)}`;
  return html`${intent.description === null ? NOTHING : html`<p>${intent.description}</p>`}
  ${metadata.length === 0 ? NOTHING : html`<p class="quiet">${metadata.join(" · ")}</p>`}
  ${intent.amount_received === 0 ? NOTHING : html`<p>${received}</p>`}
  ${intent.last_payment_error === null ? NOTHING : html`<p class="bad">${intent.last_payment_error.message ?? "The last attempt failed."}</p>`}`;
}

function refundLine(refund: Stripe.Refund): Html {
  return html`<p>
    Refund ${formatAmount(refund.amount, refund.currency)}: ${refund.status ?? ""} <code class="quiet">${refund.id}</code>
  </p>`;
}

function actions(intent: Stripe.PaymentIntent): Html {
  if (intent.status === "requires_action") {
    return html`<form method="post" action="/_sandbox/payment_intents/${intent.id}/authenticate">
      <button name="outcome" value="passed">Complete 3-D Secure</button>
      <button class="second" name="outcome" value="failed">Fail 3-D Secure</button>
    </form>`;
  }
  if (intent.status !== "requires_payment_method" && intent.status !== "requires_confirmation") {
    return NOTHING;
  }
  const choices = TEST_CARDS.filter((card) => intent.payment_method_types.includes(card.type));
  return html`<form method="post" action="/_sandbox/payment_intents/${intent.id}/pay">
    <label>
      Test card
      <select name="payment_method">
        ${choices.map((card) => html`<option value="${card.name}">${card.label} (${card.name})</option>`)}
      </select>
    </label>
    <button>Pay ${formatAmount(intent.amount, intent.currency)}</button>
  </form>`;
}
