import { expect, test } from "vitest";

import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { extendHold } from "./extend-hold.ts";
import { releaseHold } from "./release-hold.ts";

test("a hold is extended by a fresh hold's time from now, but never past the last moment to pay", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const booking = await hold(ctx, await makeFlight(core.app.db), ["1A"]);
  const minutesLeft = (until: Date | null) => Math.round(((until?.getTime() ?? 0) - booking.createdAt.getTime()) / 60_000);

  await core.database.advanceClock(600);
  expect(minutesLeft((await extendHold(ctx, { bookingId: booking.id })).expiresAt)).toBe(25);
  await core.database.advanceClock(600);
  const last = await extendHold(ctx, { bookingId: booking.id });
  expect(last.expiresAt).toEqual(booking.payBy);
  expect(last.availableActions).not.toContain("extend");
  expect((await extendHold(ctx, { bookingId: booking.id })).expiresAt).toEqual(booking.payBy);
});

test("what has run out, was released, or is another's is not extended", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const [expired, released] = [await hold(ctx, flight, ["1A"]), await hold(ctx, flight, ["1B"])];
  await releaseHold(ctx, { bookingId: released.id });
  await core.database.advanceClock(901);

  await expect(extendHold(ctx, { bookingId: expired.id })).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
  await expect(extendHold(ctx, { bookingId: released.id })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    details: { state: "released" },
  });
  await expect(extendHold(other, { bookingId: expired.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("the seats of an extended booking are kept exactly as long as its owner is told", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { id } = await hold(ctx, await makeFlight(core.app.db), ["1A"]);
  await core.database.advanceClock(600);
  const { expiresAt } = await extendHold(ctx, { bookingId: id });

  // To the microsecond, which a JavaScript date would not show.
  const { rows } = await core.app.db.pool.query("SELECT expires_at = $1::timestamptz AS same FROM seat_claim", [expiresAt?.toISOString()]);
  expect(rows).toEqual([{ same: true }]);
});
