import type { Stripe } from "stripe";
import { formatAmount } from "../money/amounts.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";

/** The page that stands for the bank's 3-D Secure, where the card's holder agrees or not. */
export function authenticationPage(intent: Stripe.PaymentIntent): Html {
  const waits = intent.status === "requires_action";
  return page(
    "3-D Secure, by hand",
    waits
      ? html`<p>A bank would now ask for a code before it pays ${formatAmount(intent.amount, intent.currency)}.</p>
          <form method="post" action="/_sandbox/payment_intents/${intent.id}/authenticate">
            <input type="hidden" name="return" value="yes" />
            <button name="outcome" value="passed">Complete authentication</button>
            <button class="second" name="outcome" value="failed">Fail authentication</button>
          </form>`
      : html`<p>This payment waits for no authentication: it is <code>${intent.status}</code>.</p>
          <p><a href="/">All payments</a></p>`,
  );
}
