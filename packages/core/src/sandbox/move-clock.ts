import { foreseeSandboxClock, moveSandboxClock, readSandboxClock } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { personText } from "../text.ts";
import { SandboxClock, toClock } from "./get-sandbox.ts";
import { refuseRealClock } from "./sandbox.ts";

const day = 86_400;
const Seconds = z
  .int("A whole number of seconds")
  .min(1, "Time only goes forward: a status, a ticket or an entry of the books cannot be undone by the clock")
  .max(30 * day, "At most 30 days at a time");

/** By how much the clock might go ahead. */
export const ForeseeClockInput = z.strictObject({ seconds: Seconds });
export type ForeseeClockInput = z.infer<typeof ForeseeClockInput>;

/** What would follow. */
export const ClockConsequences = z.strictObject({
  clock: SandboxClock,
  until: z.date().describe("What time it would be"),
  holds: z.int().describe("Unpaid bookings that would run out"),
  departures: z.int().describe("Flights that would have left"),
  sessions: z.int().describe("People who would have to sign in again"),
});

/** What would follow if the clock went ahead. Writes nothing. NOT_FOUND where time is everybody's. */
export async function foreseeClock(ctx: Context<Staff>, { seconds }: ForeseeClockInput): Promise<z.infer<typeof ClockConsequences>> {
  refuseRealClock(ctx);
  const [clock, found] = await Promise.all([readSandboxClock(ctx.db), foreseeSandboxClock(ctx.db, seconds)]);
  return { clock: toClock(clock), until: toClock({ ...clock, now: clock.now + seconds * 1000 }).now, ...found };
}

/** By how much the clock goes ahead, and why. */
export const MoveClockInput = z.strictObject({ seconds: Seconds, reason: personText(200) });
export type MoveClockInput = z.infer<typeof MoveClockInput>;

/** Sets the clock of the database ahead, for everybody at once; there is no way back. Written to the audit log. NOT_FOUND where time is everybody's. */
export async function moveClock(ctx: Context<Staff>, { seconds, reason }: MoveClockInput): Promise<z.infer<typeof SandboxClock>> {
  refuseRealClock(ctx);
  return transaction(ctx, async (tx) => {
    await moveSandboxClock(tx, seconds);
    await writeAuditEntry(tx, { actor: ctx.actor, action: "sandbox.moveClock", subjectId: "clock", reason, details: { seconds } });
    return toClock(await readSandboxClock(tx));
  });
}
