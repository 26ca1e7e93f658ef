import { blockSeats as takeOutOfSale, hasSqlState } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { personText } from "../text.ts";
import { getSeatMap } from "./get-seat-map.ts";
import type { SeatMap } from "./get-seat-map.ts";
import { SeatNumber } from "./seat-number.ts";

/** Seats of a flight to take out of sale, and why. */
export const BlockSeatsInput = z.strictObject({ flightId: FlightId, seats: z.array(SeatNumber).min(1).max(60), reason: personText(200) });
export type BlockSeatsInput = z.infer<typeof BlockSeatsInput>;

/** Takes seats out of sale: all of them, or none when one is held, sold or blocked, saying which. Written to the audit log. */
export async function blockSeats(ctx: Context<Staff>, input: BlockSeatsInput): Promise<SeatMap> {
  if (new Set(input.seats).size !== input.seats.length) throw invalidInput("seats", "Each seat is named once");
  const { flightId, reason } = input;
  const seats = input.seats.toSorted();
  const attempt = () =>
    transaction(ctx, async (tx) => {
      const answer = await takeOutOfSale(tx, input);
      if (answer.outcome === "unknown")
        throw new DomainError("SEAT_UNKNOWN", `The aircraft of this flight has no seat ${answer.seats.join(", ")}`, {
          flightId,
          seat: answer.seats[0] ?? "",
        });
      if (answer.outcome === "taken") throw taken(flightId, answer.seats);
      await writeAuditEntry(tx, { actor: ctx.actor, action: "seats.block", subjectId: flightId, reason, details: { seats } });
      return getSeatMap({ ...ctx, db: tx }, { flightId });
    });
  // A buyer came between the look and the claim. Asked again, the function names the seat.
  return attempt().catch((error: unknown) => (hasSqlState(error, "SK001") ? attempt() : Promise.reject(error)));
}

function taken(flightId: string, seats: readonly { readonly seat: string; readonly state: "held" | "sold" | "blocked" }[]): DomainError {
  const words = seats.map(({ seat, state }) => `${seat} is ${state}`).join(", ");
  return new DomainError("SEAT_TAKEN", `Nothing was blocked: ${words}`, {
    seats: seats.map((seat) => ({ flightId, ...seat })),
    alternatives: null,
  });
}
