import type { Stripe } from "stripe";
import { sleep, type Tasks } from "../tasks.ts";
import type { Timings } from "../world.ts";
import { deliver, type DeliveryAttempt, type WebhookEndpoint } from "./deliver.ts";

/** Carries events to the endpoint, one after the other, and retries on the side. */
export interface Courier {
  endpoint: WebhookEndpoint | null;
  readonly attempts: DeliveryAttempt[];
  /** Delivers after everything that was enqueued before. */
  enqueue(event: Stripe.Event): void;
  /** Delivers by itself after the given milliseconds. */
  deliverLater(event: Stripe.Event, delayMs: number): void;
}

/** The answer to the call that caused an event usually leaves first; this keeps it so. */
const HEAD_START_MS = 2;

/** Makes a courier without an endpoint. */
export function createCourier(tasks: Tasks, timings: Timings): Courier {
  let queue: Promise<void> = Promise.resolve();

  async function attempt(event: Stripe.Event, number: number): Promise<void> {
    if (courier.endpoint === null || tasks.signal.aborted) {
      return;
    }
    const record = await deliver(courier.endpoint, event, { number, signal: tasks.signal });
    const wait = timings.retryDelaysMs[number - 1];
    courier.attempts.push(record);
    if (record.outcome === "delivered") {
      event.pending_webhooks = 0;
    } else if (wait !== undefined) {
      record.retryInMs = wait;
      tasks.later(wait, () => attempt(event, number + 1));
    }
  }

  const courier: Courier = {
    endpoint: null,
    attempts: [],
    enqueue(event) {
      queue = queue.then(() => sleep(HEAD_START_MS, tasks.signal)).then(() => attempt(event, 1));
      tasks.track(queue);
    },
    deliverLater(event, delayMs) {
      tasks.later(delayMs, () => attempt(event, 1));
    },
  };
  return courier;
}
