import { flyCoupons, haveTimesChanged } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { takeFlight } from "./change-flight.ts";
import { readFlight } from "./get-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** Which flight, and what has happened to it. */
export const SetFlightStatusInput = z.strictObject({
  flightId: FlightId,
  status: z.enum(["boarding", "in_air", "landed"]),
  reason: personText(200).describe("For the audit log"),
});
export type SetFlightStatusInput = z.infer<typeof SetFlightStatusInput>;

const order = ["scheduled", "delayed", "boarding", "in_air", "landed", "cancelled"] as const;

/** Says what has happened to a flight, ahead of the clock or where it is not asked. Forward only: nothing that has happened is taken back. */
export async function setFlightStatus(ctx: Context<Staff>, { flightId, status, reason }: SetFlightStatusInput): Promise<FlightDetails> {
  const known = await ctx.reference.read();
  return transaction(ctx, async (tx) => {
    const { status: was } = await takeFlight(tx, flightId);
    if (order.indexOf(was) > order.indexOf(status))
      throw new DomainError("FLIGHT_STATE", `A flight that is ${was.replace("_", " ")} is never ${status.replace("_", " ")} again`, {
        status: was,
      });
    if (was !== status) {
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

/** What follows from a departure, whoever told of it. */
async function leave(tx: TransactionContext, flightId: FlightId): Promise<void> {
  await flyCoupons(tx, [flightId]);
  if (await haveTimesChanged(tx, flightId)) await tx.enqueue("flights.refundLeftBehind", { flightId });
}
