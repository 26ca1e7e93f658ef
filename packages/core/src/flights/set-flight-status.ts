import { flyCoupons, haveTimesChanged } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { instantOf } from "../time.ts";
import { takeFlight } from "./change-flight.ts";
import type { FlightAtHand } from "./change-flight.ts";
import { readFlight } from "./get-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** Which flight, and what has happened to it. */
export const SetFlightStatusInput = z.strictObject({
  flightId: FlightId,
  status: z.enum(["boarding", "in_air", "landed"]),
  reason: personText(200).describe("For the audit log"),
});
export type SetFlightStatusInput = z.infer<typeof SetFlightStatusInput>;

/**
 * So many minutes before a flight is expected to leave it may be said at the earliest. The clock has it board at 60; three hours are more than the largest
 * aircraft takes. Nothing leaves an hour early: whoever was told the time would be left behind.
 */
const earliestMinutes = { boarding: 180, in_air: 60, landed: 0 } as const;

const order = ["scheduled", "delayed", "boarding", "in_air", "landed", "cancelled"] as const;

/**
 * Says what has happened to a flight, ahead of the clock or where it is not asked. Forward only: nothing that has happened is taken back, and so nothing is
 * said days before it can be true, which would close its sale and use up its tickets. FLIGHT_STATE.
 */
export async function setFlightStatus(ctx: Context<Staff>, { flightId, status, reason }: SetFlightStatusInput): Promise<FlightDetails> {
  const known = await ctx.reference.read();
  return transaction(ctx, async (tx) => {
    const flight = await takeFlight(tx, flightId);
    const { status: was } = flight;
    if (order.indexOf(was) > order.indexOf(status))
      throw new DomainError("FLIGHT_STATE", `A flight that is ${was.replace("_", " ")} is never ${status.replace("_", " ")} again`, {
        status: was,
      });
    if (was !== status) {
      refuseTooEarly(flight, status);
      await tx.prisma.flight.update({ where: { id: flightId }, data: { status } });
      if (status !== "boarding") await leave(tx, flightId);
      await writeAuditEntry(tx, {
        actor: ctx.actor,
        action: "flights.setStatus",
        subjectId: flightId,
        reason,
        details: { status: `${was} → ${status}` },
      });
    }
    return readFlight(tx, known, flightId);
  });
}

function refuseTooEarly(flight: FlightAtHand, status: keyof typeof earliestMinutes): void {
  const leaves = flight.estimatedDepartsAt ?? flight.departsAt;
  const from = instantOf(leaves.getTime() - earliestMinutes[status] * 60_000);
  if (flight.now >= from) return;
  const [earliest, expected] = [from, leaves].map((at) => at.toISOString().slice(0, 16).replace("T", " "));
  throw new DomainError(
    "FLIGHT_STATE",
    `A flight that is expected to leave at ${expected} UTC is not ${status.replace("_", " ")} before ${earliest} UTC. If it leaves earlier, give it its new times first`,
    { status: flight.status },
  );
}

/** What follows from a departure, whoever told of it. */
async function leave(tx: TransactionContext, flightId: FlightId): Promise<void> {
  await flyCoupons(tx, [flightId]);
  if (await haveTimesChanged(tx, flightId)) await tx.enqueue("flights.refundLeftBehind", { flightId });
}
