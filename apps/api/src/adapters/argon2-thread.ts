import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

import { hashSync, verifySync } from "@node-rs/argon2";

import type { PasswordTask } from "./argon2-threads.ts";

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Enough that searches and bookings go first, and little enough that logins go on beside them: about a quarter of a core that others want too. */
const niceness = 5;

// On Linux a thread has a priority of its own; elsewhere this would slow the whole process down.
if (process.platform === "linux") setPriority(0, niceness);

parentPort?.on("message", ({ password, stored }: PasswordTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window, and has no origin
  parentPort?.postMessage(stored === null ? hashSync(password, parameters) : verifySync(stored, password));
});
