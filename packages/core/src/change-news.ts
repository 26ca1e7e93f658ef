import type { ChangeHandlers, ChangeListener } from "@skyhold/db";

import { DomainError } from "./errors.ts";

/** Wakes those who watch a thing when something about it has changed. */
export interface ChangeNews {
  /** A turn at once, and another whenever what has one of these ids may have changed since. Ends with the signal, or when the news is closed. */
  follow(ids: string | readonly string[], signal: AbortSignal): AsyncGenerator<void, void, undefined>;
  /** What is followed at this moment. */
  followed(): readonly string[];
  /** Wakes those who follow what has this id, as a notice of its change would. */
  tell(id: string): void;
  /** Ends all who follow, and stops listening. */
  close(): Promise<void>;
}

/** What the news is built from. */
export interface ChangeNewsOptions {
  readonly listen: (handlers: ChangeHandlers) => ChangeListener;
  /** So many may follow at a time; 10,000 when left out. */
  readonly maxFollowers?: number;
  /** Whoever follows gets a turn so often at least, also for what no notice is given of; 10,000 when left out, null for never. */
  readonly longestRestMs?: number | null;
}

interface Follower {
  changed: boolean;
  wake: () => void;
}

interface State {
  readonly followers: Map<string, Set<Follower>>;
  count: number;
  closed: boolean;
  readonly longestRestMs: number | null;
}

/** Builds the news of a process. It listens from the first follower on. */
export function createChangeNews({ listen, maxFollowers = 10_000, longestRestMs = 10_000 }: ChangeNewsOptions): ChangeNews {
  const state: State = { followers: new Map(), count: 0, closed: false, longestRestMs };
  let listener: ChangeListener | null = null;
  const wakeAll = () => {
    for (const id of state.followers.keys()) wake(state, id);
  };
  return {
    follow: (ids, signal) => {
      if (state.closed || state.count >= maxFollowers)
        throw new DomainError("OVERLOADED", "Too many watch here at once; try again in a moment", { retryAfterSeconds: 2 });
      listener ??= listen({ onChange: (changed) => wake(state, changed), onListening: wakeAll });
      return follow(state, typeof ids === "string" ? [ids] : ids, signal);
    },
    followed: () => [...state.followers.keys()],
    tell: (id) => wake(state, id),
    close: async () => {
      state.closed = true;
      wakeAll();
      await listener?.close();
    },
  };
}

async function* follow(state: State, ids: readonly string[], signal: AbortSignal): AsyncGenerator<void, void, undefined> {
  const follower: Follower = { changed: true, wake: () => undefined };
  const leave = join(state, ids, follower);
  // Whoever is gone in the middle of a turn never asks for another one.
  signal.addEventListener("abort", leave);
  try {
    while (!signal.aborted && !state.closed) {
      // What changes while the turn is taken asks for another one.
      follower.changed = false;
      yield;
      if (!follower.changed) await rest(follower, state.longestRestMs, signal);
    }
  } finally {
    signal.removeEventListener("abort", leave);
    leave();
  }
}

/** Answers how to leave; leaving twice is leaving once. */
function join(state: State, ids: readonly string[], follower: Follower): () => void {
  const { followers } = state;
  for (const id of ids) followers.set(id, (followers.get(id) ?? new Set()).add(follower));
  state.count += 1;
  let left = false;
  return () => {
    if (left) return;
    left = true;
    state.count -= 1;
    for (const id of ids) {
      const others = followers.get(id);
      others?.delete(follower);
      if (others?.size === 0) followers.delete(id);
    }
  };
}

function wake({ followers }: State, id: string): void {
  for (const follower of followers.get(id) ?? []) {
    follower.changed = true;
    follower.wake();
  }
}

function rest(follower: Follower, longestMs: number | null, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = longestMs === null ? undefined : setTimeout(end, longestMs);
    follower.wake = end;
    signal.addEventListener("abort", end);
  });
}
