import { findUnfinishedCancellations, statusRunLimit, updateFlightStatuses as moveStatuses } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { queueFlightNotifications } from "../notifications/queue-flight-notifications.ts";

/** What a run has changed, by number of flights. */
export const StatusUpdate = z.strictObject({
  boarding: z.int().describe("Flights that board now: they leave within 60 minutes"),
  inAir: z.int(),
  landed: z.int(),
  delayed: z.int().describe("Delays that the simulation of a demo has made up"),
  couponsFlown: z.int(),
  messages: z.int().describe("Messages that were queued for it"),
});
export type StatusUpdate = z.infer<typeof StatusUpdate>;

const unchanged: StatusUpdate = { boarding: 0, inAir: 0, landed: 0, delayed: 0, couponsFlown: 0, messages: 0 };

/**
 * Job: brings the statuses of all flights up to this moment, in one statement: boarding from 60 minutes before the expected
 * departure, in the air from then on, landed from the expected arrival. A second run finds nothing to do, and several at once share
 * the flights. Cancellations of flights that were interrupted, or that a hold slipped past, are taken up again.
 */
export async function updateFlightStatuses(ctx: Context): Promise<StatusUpdate> {
  await transaction(ctx, async (tx) => {
    for (const changeId of await findUnfinishedCancellations(tx)) await tx.enqueue("flights.cancel", { changeId });
  });
  let total = unchanged;
  for (;;) {
    const run = await transaction(ctx, (tx) => updateNow(ctx, tx));
    total = add(total, run);
    if (run.boarding + run.inAir + run.landed + run.delayed < statusRunLimit) return total;
  }
}

function add(one: StatusUpdate, other: StatusUpdate): StatusUpdate {
  return {
    boarding: one.boarding + other.boarding,
    inAir: one.inAir + other.inAir,
    landed: one.landed + other.landed,
    delayed: one.delayed + other.delayed,
    couponsFlown: one.couponsFlown + other.couponsFlown,
    messages: one.messages + other.messages,
  };
}

/** The same at once, for staff who do not wish to wait for the job. */
export async function runStatusUpdate(ctx: Context<Staff>): Promise<StatusUpdate> {
  return transaction(ctx, async (tx) => {
    const update = await updateNow(ctx, tx);
    await writeAuditEntry(tx, { actor: ctx.actor, action: "flights.runStatusUpdate", subjectId: "flights", reason: null, details: update });
    return update;
  });
}

async function updateNow({ policy }: Context, tx: TransactionContext): Promise<StatusUpdate> {
  if (policy.flightStatusSource === "staff") return unchanged;
  const { delays, leftChanged, ...moved } = await moveStatuses(tx, policy.flightStatusSource === "simulated");
  await tx.enqueueAll(
    "flights.refundLeftBehind",
    leftChanged.map((flightId) => ({ flightId })),
  );
  return { ...moved, delayed: delays.length, messages: await queueFlightNotifications(tx, delays) };
}
