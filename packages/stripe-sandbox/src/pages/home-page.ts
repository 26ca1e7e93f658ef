import type { SandboxState } from "../state.ts";
import { eventCard } from "./event-card.ts";
import { type Html, html } from "./html.ts";
import { intentCard } from "./intent-card.ts";
import { page } from "./layout.ts";

const SHOWN = 50;

/** The page with the latest payment intents and events, and a problem to tell, if there is one. */
export function homePage(state: SandboxState, problem: string | null): Html {
  const refunds = state.refunds();
  const deliveries = state.deliveries();
  const intents = state.paymentIntents().toReversed().slice(0, SHOWN);
  const events = state.events().toReversed().slice(0, SHOWN);
  const faults = state.faults();
  return page(
    "Stripe sandbox",
    html`${problem === null ? html`` : html`<p class="problem" role="alert">${problem}</p>`}
      <h2>Payments</h2>
      ${list(
        intents.map((intent) =>
          intentCard(
            intent,
            refunds.filter((refund) => refund.payment_intent === intent.id),
          ),
        ),
        "No payment yet. Start one through the API, then reload this page.",
      )}
      <h2>Events</h2>
      ${list(
        events.map((event) =>
          eventCard(
            event,
            deliveries.filter((attempt) => attempt.eventId === event.id),
          ),
        ),
        "No event yet.",
      )}
      <h2>Faults still to strike</h2>
      ${list(
        faults.map((fault) => html`<li class="card"><code>${JSON.stringify(fault)}</code></li>`),
        "None. Arm one with POST /_sandbox/faults.",
      )}`,
  );
}

function list(items: readonly Html[], empty: string): Html {
  return items.length === 0
    ? html`<p class="quiet">${empty}</p>`
    : html`<ul class="list">
        ${items}
      </ul>`;
}
