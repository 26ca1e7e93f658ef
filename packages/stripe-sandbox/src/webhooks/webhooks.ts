import type { Stripe } from "stripe";
import type { WebhookFault } from "../faults/fault.ts";
import type { Faults } from "../faults/faults.ts";
import type { Tasks } from "../tasks.ts";
import type { Timings } from "../world.ts";
import { type Courier, createCourier } from "./courier.ts";
import type { DeliveryAttempt, WebhookEndpoint } from "./deliver.ts";

/** Sends events to the endpoint and remembers each attempt. */
export interface Webhooks {
  setEndpoint(endpoint: WebhookEndpoint | null): void;
  hasEndpoint(): boolean;
  /** Sends the event after those before it, unless a fault says otherwise. */
  send(event: Stripe.Event): void;
  /** Sends the event once more, as the button in Stripe's dashboard does. */
  resend(event: Stripe.Event): void;
  attempts(): readonly DeliveryAttempt[];
}

/** How long a held event waits for another one to change places with. */
const HOLD_MS = 300;

/** Makes the sender of webhooks, without an endpoint. */
export function createWebhooks(needs: { tasks: Tasks; faults: Faults; timings: Timings }): Webhooks {
  const courier = createCourier(needs.tasks, needs.timings);
  const hold = createHold(courier, needs.tasks);
  return {
    setEndpoint: (endpoint) => {
      courier.endpoint = endpoint;
    },
    hasEndpoint: () => courier.endpoint !== null,
    send(event) {
      const fault = courier.endpoint === null ? null : needs.faults.takeWebhook(event.type);
      if (fault === null) {
        courier.enqueue(event);
      } else if (fault.kind === "webhook-reordered") {
        hold(event, fault.times === 0);
      } else {
        strike(courier, event, fault);
      }
    },
    resend: (event) => {
      courier.enqueue(event);
    },
    attempts: () => courier.attempts,
  };
}

function strike(courier: Courier, event: Stripe.Event, fault: Exclude<WebhookFault, { kind: "webhook-reordered" }>): void {
  switch (fault.kind) {
    case "webhook-lost":
      courier.attempts.push(lostAttempt(event, courier.endpoint?.url ?? ""));
      break;
    case "webhook-delayed":
      courier.deliverLater(event, fault.delayMs);
      break;
    case "webhook-duplicated":
      for (let copy = 0; copy <= (fault.copies ?? 1); copy += 1) {
        courier.enqueue(event);
      }
      break;
  }
}

function lostAttempt(event: Stripe.Event, url: string): DeliveryAttempt {
  return { eventId: event.id, eventType: event.type, url, number: 0, at: new Date(), outcome: "lost", status: null, retryInMs: null };
}

/** Holds events back until the last one of the group is there (or none came for a while), then sends them in reverse. */
function createHold(courier: Courier, tasks: Tasks): (event: Stripe.Event, last: boolean) => void {
  let held: Stripe.Event[] = [];

  function release(): void {
    const events = held.toReversed();
    held = [];
    for (const event of events) {
      courier.enqueue(event);
    }
  }

  return (event, last) => {
    held.push(event);
    if (last) {
      release();
      return;
    }
    tasks.later(HOLD_MS, () => {
      if (held.at(-1) === event) {
        release();
      }
    });
  };
}
