import { setTimeout as sleep } from "node:timers/promises";

import { Client } from "pg";

/**
 * What is given notice of: `seat_change` names a flight whose seats have changed, `flight_change` one whose status, times or place have, `payment_change` a payment, `notification_change` the
 * user whose messages have changed, `booking_change` a booking of which anything has that staff see.
 */
export type Channel = "seat_change" | "flight_change" | "payment_change" | "notification_change" | "booking_change";

/** What to do with what is heard. */
export interface ChangeHandlers {
  /** What has this id may have changed. */
  readonly onChange: (id: string) => void;
  /** From now on every change is heard; those before may have been missed. Called again after each interruption. */
  readonly onListening: () => void;
}

/** A connection that listens until it is closed. */
export interface ChangeListener {
  close(): Promise<void>;
}

/** Where to listen to what, and who is told when the connection is lost. */
export interface ListenOptions {
  readonly connectionString: string;
  readonly channels: readonly Channel[];
  readonly onLost: (error: unknown) => void;
}

const shortestPauseMs = 50;
const longestPauseMs = 5_000;
/** Also finds connections of which only our end is left. */
const heartbeatMs = 10_000;

/** Listens on a connection of its own, and comes back by itself whenever that is lost. */
export function listenForChanges(options: ListenOptions, handlers: ChangeHandlers): ChangeListener {
  const stop = new AbortController();
  const ended = listenUntil(stop.signal, options, handlers);
  return {
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function listenUntil(stop: AbortSignal, options: ListenOptions, handlers: ChangeHandlers): Promise<void> {
  const { connectionString, channels, onLost } = options;
  let pauseMs = shortestPauseMs;
  while (!stop.aborted) {
    const client = new Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 4_000, query_timeout: 4_000 });
    try {
      await listen(client, stop, {
        channels,
        ...handlers,
        onListening: () => {
          pauseMs = shortestPauseMs;
          handlers.onListening();
        },
      });
    } catch (error) {
      if (!stop.aborted) onLost(error);
    }
    await client.end().catch(() => undefined);
    // Part of the wait is left to chance, so that processes that lost a server together do not come back together.
    await pause(pauseMs * (0.5 + Math.random() / 2), stop);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Returns when stopped, throws when the connection is lost. */
async function listen(client: Client, stop: AbortSignal, handlers: ChangeHandlers & Pick<ListenOptions, "channels">): Promise<void> {
  const lost = new Promise<never>((_resolve, reject) => {
    client.once("error", reject);
    client.once("end", () => reject(new Error("The connection has ended")));
  });
  lost.catch(() => undefined);
  client.on("error", () => undefined);
  client.on("notification", ({ payload }) => handlers.onChange(payload ?? ""));
  await client.connect();
  for (const channel of handlers.channels) await client.query(`LISTEN ${channel}`);
  handlers.onListening();
  while (!stop.aborted) {
    await Promise.race([lost, pause(heartbeatMs, stop)]);
    if (!stop.aborted) await client.query("SELECT");
  }
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}
