import { readCancellationProgress } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { Money } from "../money.ts";
import { personText } from "../text.ts";
import { changeFlight, refuseUnlessStatus } from "./change-flight.ts";
import type { FlightDetails, GetFlightInput } from "./get-flight.ts";

/** Which flight, and why it does not take place. */
export const CancelFlightInput = z.strictObject({
  flightId: FlightId,
  reason: personText(200).describe("Told to passengers, and kept in the audit log"),
});
export type CancelFlightInput = z.infer<typeof CancelFlightInput>;

/** How far a cancellation has come. */
export const FlightCancellation = z.strictObject({
  flightId: FlightId,
  cancelledAt: z.date(),
  reason: z.string().nullable(),
  done: z.boolean().describe("Whether no booking waits any more"),
  waiting: z.int().describe("Bookings whose seats, refund and mail are still to come"),
  refunded: z.int().describe("Paid bookings that were taken off the flight, with what the rules give back"),
  released: z.int().describe("Unpaid bookings that were ended, and told of it"),
  passengers: z.int().describe("Of the paid bookings"),
  refunds: z.array(Money).describe("What is given back, by currency; where each refund stands is in `admin.refunds.list`"),
  repayments: z.strictObject({
    open: z.int().describe("On their way to the cards"),
    made: z.int(),
    failed: z.int().describe("They wait for staff in `admin.refunds.list`"),
  }),
  messages: z.strictObject({ queued: z.int(), sent: z.int() }),
});
export type FlightCancellation = z.infer<typeof FlightCancellation>;

/**
 * Cancels a flight: from this moment none of its seats is sold or paid. Its bookings are ended by a job, each with seats, refund and
 * message at once: `admin.flights.cancellation` shows how far it is. Final; cancelling it again changes nothing.
 */
export async function cancelFlight(ctx: Context<Staff>, { flightId, reason }: CancelFlightInput): Promise<FlightDetails> {
  return changeFlight(ctx, {
    flightId,
    reason,
    action: "flights.cancel",
    kind: () => "cancelled",
    plan: (flight) => {
      if (flight.status === "cancelled") return null;
      refuseUnlessStatus(flight, ["scheduled", "delayed", "boarding"], "be cancelled");
      return { status: "cancelled" };
    },
    after: (tx, changeId) => tx.enqueue("flights.cancel", { changeId }),
  });
}

/** What the cancellation of a flight has done so far. */
export async function getFlightCancellation(ctx: Context<Staff>, { flightId }: GetFlightInput): Promise<FlightCancellation> {
  const change = await ctx.db.prisma.flightChange.findFirst({ where: { flightId, kind: "cancelled" } });
  if (!change) throw notFound("cancellation of the flight");
  const progress = await readCancellationProgress(ctx.db, flightId, change.id);
  const refunds = progress.refunds.map((refund) => ({ ...refund }));
  const { createdAt: cancelledAt, reason } = change;
  const [repayments, messages] = [{ ...progress.repayments }, { ...progress.messages }];
  return { ...progress, refunds, repayments, messages, flightId, cancelledAt, reason, done: progress.waiting === 0 };
}
