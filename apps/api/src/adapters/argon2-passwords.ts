import { hash, verify } from "@node-rs/argon2";
import type { Passwords } from "@skyhold/core";

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** So many are hashed at once; the others wait, so that a flood of logins leaves a core for everyone else. */
const atOnce = 2;

/** Passwords by Argon2id, of which only so many are hashed at the same time. */
export function createPasswords(): Passwords {
  const queue = createQueue(atOnce);
  // Compared against for unknown accounts, so that they take as long as known ones.
  const decoy = hash("a password that nobody has", parameters);
  return {
    hash: (password) => queue(() => hash(password, parameters)),
    verify: (stored, password) =>
      queue(async () => {
        const matches = await verify(stored ?? (await decoy), password);
        return matches && stored !== null;
      }),
  };
}

function createQueue(limit: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
