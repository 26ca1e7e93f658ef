import type { FastifyInstance } from "fastify";
import { createChanges } from "./changes.ts";
import { createFaults } from "./faults/faults.ts";
import { buildServer } from "./http/server.ts";
import { createIdempotencyStore } from "./idempotency.ts";
import { lookAt, type SandboxState } from "./state.ts";
import { createStore } from "./store.ts";
import { createTasks } from "./tasks.ts";
import type { Fault } from "./faults/fault.ts";
import type { WebhookEndpoint } from "./webhooks/deliver.ts";
import { createWebhooks } from "./webhooks/webhooks.ts";
import type { Timings, World } from "./world.ts";

/** How to start the sandbox; everything has a default. */
export interface StripeSandboxOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  webhook?: WebhookEndpoint;
  /** The clock that objects are dated by; webhooks are signed by the real one. */
  now?: () => Date;
  secretKey?: string;
  publishableKey?: string;
  /** How long asynchronous parts take, in milliseconds of real time. */
  timings?: Partial<Timings>;
}

/** A running sandbox. */
export interface StripeSandbox {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Copies of everything that the sandbox remembers. */
  readonly state: SandboxState;
  /** Sends events to this endpoint from now on, or to none. */
  setWebhook(endpoint: WebhookEndpoint | null): void;
  /** Arms a fault; faults of a kind strike in the order in which they were armed. */
  setFault(fault: Fault): void;
  clearFaults(): void;
  /** Sends an event once more. */
  resendEvent(eventId: string): void;
  /** Resolves when no delivery, retry, refund or settlement is pending. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const TIMINGS: Timings = { settleMs: 50, retryDelaysMs: [100, 300, 1000, 3000, 10_000, 30_000] };

/** Starts a model of the part of Stripe that a booking backend uses; refuses in production, because it is not Stripe. */
export async function startStripeSandbox(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  if (process.env["NODE_ENV"] === "production") {
    throw new Error(
      "The Stripe sandbox is a model of Stripe, not Stripe: it moves no money and refuses to start when NODE_ENV is production.",
    );
  }
  const host = options.host ?? "127.0.0.1";
  const address = { url: "" };
  const world = createWorld(options, address);
  world.webhooks.setEndpoint(options.webhook ?? null);
  const app = await buildServer(world);
  address.url = await app.listen({ port: options.port ?? 0, host });
  return toHandle(world, app, host);
}

function toHandle(world: World, app: FastifyInstance, host: string): StripeSandbox {
  return {
    url: world.url(),
    host,
    port: Number(new URL(world.url()).port),
    secretKey: world.secretKey,
    publishableKey: world.publishableKey,
    state: lookAt(world),
    setWebhook: (endpoint) => {
      world.webhooks.setEndpoint(endpoint);
    },
    setFault: (fault) => {
      world.faults.set(fault);
      world.changes.tell();
    },
    clearFaults: () => {
      world.faults.clear();
      world.changes.tell();
    },
    resendEvent: (eventId) => {
      resend(world, eventId);
    },
    idle: () => world.tasks.idle(),
    close: async () => {
      world.tasks.close();
      await app.close();
      await world.tasks.idle();
    },
  };
}

function createWorld(options: StripeSandboxOptions, address: { url: string }): World {
  const now = options.now ?? (() => new Date());
  const timings = { ...TIMINGS, ...options.timings };
  const changes = createChanges();
  const tasks = createTasks(() => {
    changes.tell();
  });
  const faults = createFaults();
  return {
    store: createStore(),
    tasks,
    changes,
    faults,
    idempotency: createIdempotencyStore(now),
    webhooks: createWebhooks({ tasks, faults, timings }),
    timings,
    secretKey: options.secretKey ?? "sk_test_sandbox",
    publishableKey: options.publishableKey ?? "pk_test_sandbox",
    url: () => address.url,
    now,
  };
}

function resend(world: World, eventId: string): void {
  const event = world.store.events.get(eventId);
  if (event === undefined) {
    throw new Error(`The sandbox has no event ${eventId}.`);
  }
  world.webhooks.resend(event);
}
