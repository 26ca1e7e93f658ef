import { readSandboxClock } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { instantOf } from "../time.ts";

/** The database's clock. */
export const SandboxClock = z.strictObject({
  now: z.date().describe("What time it is for every deadline"),
  aheadSeconds: z.int().describe("By how much it is ahead of the machine's"),
});

/** Which embedded parts stand in for real ones; null for each that does not. */
export const SandboxTools = z.strictObject({
  mailbox: z.strictObject({ url: z.string().describe("Its own page") }).nullable(),
  stripe: z.strictObject({ url: z.string().describe("Its own page") }).nullable(),
  clock: SandboxClock.nullable(),
});

/** The embedded parts that run here. In production all of them are null. */
export async function getSandbox({ sandbox, db }: Context<Staff>): Promise<z.infer<typeof SandboxTools>> {
  return {
    mailbox: sandbox.mailbox && { url: sandbox.mailbox.url },
    stripe: sandbox.stripe && { url: sandbox.stripe.url },
    clock: sandbox.clock ? toClock(await readSandboxClock(db)) : null,
  };
}

/** The clock for people. */
export function toClock({ now, aheadSeconds }: { readonly now: number; readonly aheadSeconds: number }): z.infer<typeof SandboxClock> {
  return { now: instantOf(now), aheadSeconds };
}
