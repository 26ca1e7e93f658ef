import { availableParallelism } from "node:os";

import { DomainError } from "@skyhold/core";
import type { Passwords } from "@skyhold/core";

import { createPasswordThreads } from "./argon2-threads.ts";

/** So many are hashed at once: a flood of logins leaves a core to everyone else where there is another one. */
const atOnce = Math.max(1, Math.min(3, availableParallelism() - 1));

/** So many may wait, about two seconds on a slow core. Who comes then is told to come again, rather than after everyone else has given up. */
const longestQueue = 40;

/** Passwords by Argon2id, of which only so many are hashed at the same time and only so many wait; OVERLOADED for the others. */
export function createPasswords(): Passwords {
  const queue = createQueue(atOnce);
  const threads = createPasswordThreads();
  const hash = (password: string) => threads.run({ password: composed(password), stored: null }).then(String);
  // Compared against for unknown accounts, so that they take as long as known ones.
  let decoy: Promise<string> | null = null;
  return {
    refuseWhenFull: queue.refuseWhenFull,
    hash: (password) => queue.run(() => hash(password)),
    verify: (stored, password) =>
      queue.run(async () => {
        decoy ??= hash("a password that nobody has");
        const nobodys = await decoy;
        const matches = await threads.run({ password: composed(password), stored: stored ?? nobodys });
        return matches === true && stored !== null;
      }),
  };
}

/** Keyboards differ in how they compose letters (NIST SP 800-63B, 3.1.1.2). */
const composed = (password: string) => password.normalize("NFKC");

function createQueue(limit: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  const refuseWhenFull = () => {
    if (waiting.length < longestQueue) return;
    throw new DomainError("OVERLOADED", "Too many are logging in at this moment. Nothing was changed; try again in a moment", {
      retryAfterSeconds: 2,
    });
  };
  const takePlace = async () => {
    if (running < limit) running += 1;
    else {
      refuseWhenFull();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const leavePlace = () => {
    // It goes to who waits, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await takePlace();
    try {
      return await work();
    } finally {
      leavePlace();
    }
  };
  return { refuseWhenFull, run };
}
