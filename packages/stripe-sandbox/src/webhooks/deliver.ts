import { Stripe } from "stripe";

/** Where events are sent, and the secret they are signed with. */
export interface WebhookEndpoint {
  url: string;
  secret: string;
}

/** One attempt to deliver an event. */
export interface DeliveryAttempt {
  eventId: string;
  eventType: string;
  url: string;
  /** 1 for the first attempt of a delivery, 2 for its first retry; 0 when the event was lost on purpose. */
  number: number;
  at: Date;
  outcome: "delivered" | "refused" | "unreachable" | "lost";
  /** The HTTP status of the answer, or null when there was none. */
  status: number | null;
  /** How long until the next attempt, or null when there is none. */
  retryInMs: number | null;
}

const TIMEOUT_MS = 10_000;

/** Sends one signed event and tells how it went; it never rejects. */
export async function deliver(
  endpoint: WebhookEndpoint,
  event: Stripe.Event,
  attempt: { number: number; signal: AbortSignal },
): Promise<DeliveryAttempt> {
  const base = { eventId: event.id, eventType: event.type, url: endpoint.url, number: attempt.number, at: new Date(), retryInMs: null };
  try {
    const response = await post(endpoint, JSON.stringify(event, null, 2), attempt.signal);
    await response.body?.cancel();
    return { ...base, outcome: response.ok ? "delivered" : "refused", status: response.status };
  } catch {
    return { ...base, outcome: "unreachable", status: null };
  }
}

function post(endpoint: WebhookEndpoint, payload: string, signal: AbortSignal): Promise<Response> {
  // Signed by the real clock, whatever the sandbox believes: the receiver compares it with its own.
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: endpoint.secret });
  return fetch(endpoint.url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": signature,
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    },
    body: payload,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
}
