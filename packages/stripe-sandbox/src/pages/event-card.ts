import type { Stripe } from "stripe";
import type { DeliveryAttempt } from "../webhooks/deliver.ts";
import { type Html, html } from "./html.ts";

/** Shows one event and each attempt to deliver it. */
export function eventCard(event: Stripe.Event, attempts: readonly DeliveryAttempt[]): Html {
  const object = "id" in event.data.object ? event.data.object.id : "";
  return html`<li class="card">
    <details>
      <summary><code>${event.type}</code> <span class="${toneOf(attempts)}">${summaryOf(attempts)}</span></summary>
      <p class="quiet">
        <code>${event.id}</code> about <code>${object}</code> · <time>${new Date(event.created * 1000).toISOString()}</time>
      </p>
      <ol class="attempts">
        ${attempts.map((attempt) => html`<li>${attempt.at.toISOString()} ${wordsFor(attempt)} <code>${attempt.url}</code></li>`)}
      </ol>
    </details>
  </li>`;
}

function toneOf(attempts: readonly DeliveryAttempt[]): string {
  if (attempts.length === 0) {
    return "quiet";
  }
  return attempts.some((attempt) => attempt.outcome === "delivered") ? "good" : "bad";
}

function summaryOf(attempts: readonly DeliveryAttempt[]): string {
  if (attempts.length === 0) {
    return "not delivered";
  }
  const delivered = attempts.filter((attempt) => attempt.outcome === "delivered").length;
  return `${attempts.length} ${attempts.length === 1 ? "attempt" : "attempts"}, ${delivered} delivered`;
}

function wordsFor(attempt: DeliveryAttempt): string {
  const next = attempt.retryInMs === null ? "" : `, again after ${attempt.retryInMs} ms`;
  const words: Record<DeliveryAttempt["outcome"], string> = {
    delivered: `answered ${attempt.status ?? ""}`,
    refused: `answered ${attempt.status ?? ""}${next}`,
    unreachable: `no answer${next}`,
    lost: "lost on purpose",
  };
  return words[attempt.outcome];
}
