import type { Stripe } from "stripe";
import type { Changes } from "./changes.ts";
import type { Faults } from "./faults/faults.ts";
import type { IdempotencyStore } from "./idempotency.ts";
import type { Store } from "./store.ts";
import type { Tasks } from "./tasks.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** How long the asynchronous parts take, in milliseconds of real time. */
export interface Timings {
  /** From the creation of a refund, or of a bank debit, to its end. */
  settleMs: number;
  /** The waits before each retry of a webhook that was not answered with 2xx. */
  retryDelaysMs: readonly number[];
}

/** What every part of the sandbox works on. */
export interface World {
  readonly store: Store;
  readonly tasks: Tasks;
  readonly changes: Changes;
  readonly faults: Faults;
  readonly idempotency: IdempotencyStore;
  readonly webhooks: Webhooks;
  readonly timings: Timings;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** The address of the sandbox, without a slash at the end. */
  readonly url: () => string;
  readonly now: () => Date;
}

/** The world as seen from one API call, or from none when Stripe acts by itself. */
export interface Scope extends World {
  readonly request: Stripe.Event.Request;
}

/** The scope of what happens without an API call: refunds that settle, authorisations that expire, 3-D Secure by hand. */
export function withoutRequest(world: World): Scope {
  return { ...world, request: { id: null, idempotency_key: null } };
}

/** The present in seconds since the epoch, as Stripe writes time. */
export function unixNow(world: World): number {
  return Math.floor(world.now().getTime() / 1000);
}
