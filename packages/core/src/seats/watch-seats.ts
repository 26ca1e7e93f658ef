import { z } from "zod";

import type { Context } from "../context.ts";
import { FlightId } from "../ids.ts";
import { LastEventId } from "../last-event-id.ts";
import { instantOf } from "../time.ts";
import { newsFor } from "./seat-board.ts";
import type { News, Position } from "./seat-board.ts";

/** Which flight, and for who comes back, the version that came last. */
export const WatchSeatsInput = z.strictObject({
  flightId: FlightId,
  lastEventId: LastEventId,
});
export type WatchSeatsInput = z.infer<typeof WatchSeatsInput>;

/** A seat's state. Never whose it is. */
export const WatchedSeat = z.strictObject({
  seat: z.string().describe("Row and letter, `12A`"),
  state: z.enum(["free", "held", "yours", "sold", "blocked"]),
  heldUntil: z.date().nullable().describe("When your own hold of it runs out; null for every other seat"),
});
export type WatchedSeat = z.infer<typeof WatchedSeat>;

/** What is new: first every seat of the flight, then each that has changed. Who takes events slowly gets what is true now, not each step. */
export const SeatEvent = z.strictObject({
  type: z.enum(["snapshot", "changes"]),
  version: z.string().describe("Opaque; whoever comes back with it gets what changed since, or a snapshot"),
  seats: z.array(WatchedSeat),
});
export type SeatEvent = z.infer<typeof SeatEvent>;

/**
 * The seats of a flight as this caller sees them, and from then on every change, also of a hold that runs out by time.
 * Ends with the signal, and when the process stops; come back then.
 */
export async function* watchSeats(ctx: Context, input: WatchSeatsInput, signal: AbortSignal): AsyncGenerator<SeatEvent, void, undefined> {
  const viewer = ctx.actor !== null && ctx.actor !== "system" ? ctx.actor.userId : null;
  let position = readVersion(input.lastEventId ?? "", viewer);
  for await (const board of ctx.seatBoards.follow(input.flightId, signal)) {
    const news = newsFor(board, viewer, position);
    position = { epoch: board.epoch, version: board.version };
    if (news) yield toEvent(news, writeVersion(position, viewer));
  }
}

function toEvent({ type, seats }: News, version: string): SeatEvent {
  return {
    type,
    version,
    seats: seats.map((seat) => ({ ...seat, heldUntil: seat.heldUntil === null ? null : instantOf(seat.heldUntil) })),
  };
}

/** Someone else sees other seats as theirs, so a version is good for its own viewer alone. */
function writeVersion({ epoch, version }: Position, viewer: string | null): string {
  return `${epoch}.${version}.${markOf(viewer)}`;
}

/** The position that this version names; null when it is not this viewer's, or none at all. */
function readVersion(text: string, viewer: string | null): Position | null {
  const [epoch = "", version = "", mark] = text.split(".");
  return mark === markOf(viewer) && /^\d{1,15}$/u.test(version) ? { epoch, version: Number(version) } : null;
}

/** Enough of the caller's own id to tell it from others. */
function markOf(viewer: string | null): string {
  return viewer?.slice(-12) ?? "";
}
