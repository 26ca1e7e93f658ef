import { availableParallelism } from "node:os";

import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@skyhold/core";
import type { Passwords } from "@skyhold/core";

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * So many are hashed at once, on libuv's four threads: a flood of logins leaves a core to everyone else where there is another one, and a
 * thread to files and names.
 */
const atOnce = Math.max(1, Math.min(3, availableParallelism() - 1));

/** So many may wait, about two seconds on a slow core. Who comes then is told to come again, rather than after everyone else has given up. */
const longestQueue = 40;

/** Passwords by Argon2id, of which only so many are hashed at the same time and only so many wait; OVERLOADED for the others. */
export function createPasswords(): Passwords {
  const queue = createQueue(atOnce);
  // Compared against for unknown accounts, so that they take as long as known ones.
  const decoy = hash("a password that nobody has", parameters);
  return {
    refuseWhenFull: queue.refuseWhenFull,
    hash: (password) => queue.run(() => hash(composed(password), parameters)),
    verify: (stored, password) =>
      queue.run(async () => {
        const matches = await verify(stored ?? (await decoy), composed(password));
        return matches && stored !== null;
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
