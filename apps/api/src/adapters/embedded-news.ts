import { setTimeout as sleep } from "node:timers/promises";

import { createChangeNews, wholePart } from "@skyhold/core";
import type { ChangeNews, ChangeNewsOptions } from "@skyhold/core";

type Handlers = Parameters<ChangeNewsOptions["listen"]>[0];

const pauseMs = 1_000;

/** The news of an embedded part, which sends a line at this address whenever something has happened there: from the first follower on. */
export function newsOfPart(url: string): ChangeNews {
  return createChangeNews({ longestRestMs: null, listen: (handlers) => listenTo(url, handlers) });
}

function listenTo(url: string, handlers: Handlers) {
  const stop = new AbortController();
  const ended = hearUntil(stop.signal, url, handlers);
  return {
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

/** Comes back by itself. While the part is away, whoever follows finds that out by asking it. */
async function hearUntil(stop: AbortSignal, url: string, handlers: Handlers): Promise<void> {
  while (!stop.aborted) {
    await hear(stop, url, handlers).catch(() => undefined);
    handlers.onChange(wholePart);
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function hear(stop: AbortSignal, url: string, { onChange, onListening }: Handlers): Promise<void> {
  const { body } = await fetch(url, { signal: stop });
  onListening();
  for await (const _ of body ?? []) onChange(wholePart);
}
