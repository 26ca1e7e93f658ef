import { z } from "zod";

import { fingerprint } from "./bookings/fingerprint.ts";
import type { LastEventId } from "./last-event-id.ts";

/** The version of an event, for whoever comes back. */
export const Version = z.string().describe("Opaque; whoever comes back with it is told nothing until something has changed");

/**
 * What is read at each turn, told whenever it is another than was told last. A turn is no more than a hint: one that came for nothing, or
 * twice, tells nothing.
 */
export async function* tellChanges<State extends object>(
  turns: AsyncIterable<void>,
  lastEventId: z.infer<typeof LastEventId>,
  read: () => Promise<State>,
): AsyncGenerator<State & { version: string }, void, undefined> {
  let told = lastEventId ?? null;
  for await (const _ of turns) {
    const state = await read();
    // As text, in which moments differ.
    const version = fingerprint(JSON.stringify(state));
    if (version !== told) yield { ...state, version };
    told = version;
  }
}
