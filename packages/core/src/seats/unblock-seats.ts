import { unblockSeats as putOnSale } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { FlightId } from "../ids.ts";
import { getSeatMap } from "./get-seat-map.ts";
import type { SeatMap } from "./get-seat-map.ts";
import { SeatNumber } from "./seat-number.ts";

/** Blocked seats of a flight. */
export const UnblockSeatsInput = z.strictObject({ flightId: FlightId, seats: z.array(SeatNumber).min(1).max(60) });
export type UnblockSeatsInput = z.infer<typeof UnblockSeatsInput>;

/** Puts blocked seats on sale again. Seats that are not blocked stay as they are. Written to the audit log. */
export async function unblockSeats(ctx: Context<Staff>, input: UnblockSeatsInput): Promise<SeatMap> {
  return transaction(ctx, async (tx) => {
    const seats = await putOnSale(tx, input.flightId, input.seats);
    if (seats.length > 0)
      await writeAuditEntry(tx, { actor: ctx.actor, action: "seats.unblock", subjectId: input.flightId, reason: null, details: { seats } });
    return getSeatMap({ ...ctx, db: tx }, input);
  });
}
