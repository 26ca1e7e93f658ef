import { listenForChanges } from "@skyhold/db";
import type { Database } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context } from "../context.ts";
import type { FlightId } from "../ids.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { blockSeats } from "./block-seats.ts";
import { createSeatBoards } from "./seat-boards.ts";
import { unblockSeats } from "./unblock-seats.ts";
import { watchSeats } from "./watch-seats.ts";
import type { SeatEvent } from "./watch-seats.ts";

const crowd = 3000;

/** A process with boards of its own, and how often they have read the database. */
function processOf(core: TestCore) {
  const readings = { count: 0 };
  const { db } = core.app;
  const counted: Database = { ...db, run: (statement, values) => ((readings.count += 1), db.run(statement, values)) };
  const seatBoards = createSeatBoards({
    db: counted,
    listen: (handlers) =>
      listenForChanges({ connectionString: core.database.url, channels: ["seat_change"], onLost: () => undefined }, handlers),
    newEpoch: () => "epoch",
    onError: () => undefined,
  });
  const ctx: Context<null> = { ...core.app, actor: null, seatBoards };
  return { ctx, readings, seatBoards, [Symbol.asyncDispose]: () => seatBoards.close() };
}

/** So many who watch a flight, each at their own stream; `next` takes one event of each. */
function gather(ctx: Context, flightId: FlightId) {
  const controller = new AbortController();
  const streams = Array.from({ length: crowd }, () => watchSeats(ctx, { flightId }, controller.signal));
  const next = async (): Promise<SeatEvent[]> =>
    (await Promise.all(streams.map((stream) => stream.next()))).flatMap(({ value }) => (value ? [value] : []));
  return { next, streams, leave: () => controller.abort() };
}

const statesOf = ({ seats }: SeatEvent) => seats.map(({ seat, state }) => `${seat} ${state}`).join(", ");

test("thousands who watch a flight share one board: nothing is read for each, nothing queues up for who looks away, and whoever leaves is forgotten", async () => {
  await using core = await startTestCore();
  await using here = processOf(core);
  const flightId = await makeFlight(core.app.db, { rows: 2 });
  const traveller = await core.traveller();
  const clerk = { ...traveller, actor: { ...traveller.actor, role: "staff" as const } };
  const watchers = gather(here.ctx, flightId);
  expect(new Set((await watchers.next()).map(({ seats }) => seats.length))).toEqual(new Set([12]));
  expect(here.readings.count).toBeLessThan(10);
  expect(here.seatBoards.followers()).toBe(crowd);

  // Nobody looks while this happens.
  for (const seat of ["1A", "1B", "1C", "1D"]) {
    await blockSeats(clerk, { flightId, seats: [seat], reason: "crew rest" });
    if (seat !== "1D") await unblockSeats(clerk, { flightId, seats: [seat] });
  }
  await expect.poll(() => statesOfBoard(here, flightId)).toBe("1D blocked");
  const told = await watchers.next();

  expect(told).toHaveLength(crowd);
  expect(new Set(told.map((event) => statesOf(event).includes("1D blocked")))).toEqual(new Set([true]));
  expect(here.readings.count).toBeLessThan(40);
  watchers.leave();
  await Promise.all(watchers.streams.map((stream) => stream.return()));
  expect(here.seatBoards.followers()).toBe(0);
});

/** What the board of this process says is not free. */
async function statesOfBoard({ ctx }: ReturnType<typeof processOf>, flightId: FlightId): Promise<string> {
  const controller = new AbortController();
  const stream = watchSeats(ctx, { flightId }, controller.signal);
  const { value } = await stream.next();
  await stream.return();
  const taken = value?.seats.filter(({ state }) => state !== "free") ?? [];
  return taken.map(({ seat, state }) => `${seat} ${state}`).join(", ");
}
