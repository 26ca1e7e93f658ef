import { expect, test } from "vitest";

import { extendHold } from "../bookings/extend-hold.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { getOutcome } from "./get-outcome.ts";
import { MadeBefore } from "./once.ts";
import type { OnceOnly } from "./once.ts";
import { purgeRecords } from "./purge-records.ts";

const ana = { givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" };

/** A caller whose next call carries this key. */
function under(ctx: Context<User>, key: string, asked = "the same"): Context<User> {
  const once: OnceOnly = { caller: ctx.actor.userId, route: "bookings.extend", key, fingerprint: asked, answersLater: false, made: null };
  return { ...ctx, once };
}

/** What a repeated call is answered instead of having its effect again. */
async function repeated(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error("The call had its effect again")),
    (error: unknown) => (error instanceof MadeBefore ? error.answer : Promise.reject(error)),
  );
}

async function startWithHold() {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const booking = await hold(ctx, await makeFlight(core.app.db), ["1A"]);
  return { core, ctx, booking, input: { bookingId: booking.id } };
}

test("a repeated call is answered as the first time and has no second effect", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  await core.database.advanceClock(100);
  const first = await extendHold(under(ctx, "one"), input);
  await core.database.advanceClock(100);

  expect(await repeated(extendHold(under(ctx, "one"), input))).toEqual(first);
  const later = await extendHold(under(ctx, "two"), input);
  expect(later.expiresAt?.getTime()).toBeGreaterThanOrEqual((first.expiresAt?.getTime() ?? 0) + 100_000);
});

test("another request under a used key is refused and changes nothing", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  await extendHold(under(ctx, "one"), input);

  await expect(releaseHold(under(ctx, "one", "something else"), input)).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
  expect(await core.app.db.prisma.booking.findMany({ select: { state: true } })).toEqual([{ state: "held" }]);
});

test("a call that failed has left no record: the same key may succeed", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  const wrong = { ...input, passengers: [{ ...ana, birthDate: "2025-05-17" }] };
  await expect(setPassengers(under(ctx, "one"), wrong)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  expect(await getOutcome(ctx, { key: "one" })).toMatchObject({ outcome: "none" });

  expect(await setPassengers(under(ctx, "one"), { ...input, passengers: [ana] })).toMatchObject({ passengers: [ana] });
});

test("a twin at work is not waited for, and the caller is told to come back", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  const other = await core.app.db.pool.connect();
  await other.query("BEGIN");
  await other.query("SELECT claim_idempotency_key($1, 'bookings.extend', 'one', 'the same')", [ctx.actor.userId]);

  await expect(extendHold(under(ctx, "one"), input)).rejects.toMatchObject({ code: "IDEMPOTENCY_IN_FLIGHT" });
  expect(await getOutcome(ctx, { key: "one" })).toMatchObject({ outcome: "in_flight", answer: null });
  await other.query("ROLLBACK");
  other.release();
  expect(await extendHold(under(ctx, "one"), input)).toMatchObject({ state: "held" });
});

test("of twenty calls at once under one key, one has its effect and the others get its answer or are told to come back", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  const calls = await Promise.allSettled(Array.from({ length: 20 }, () => extendHold(under(ctx, "one"), input)));

  expect(calls.filter((call) => call.status === "fulfilled")).toHaveLength(1);
  expect(calls.filter((call) => call.status === "rejected" && !(call.reason instanceof MadeBefore) && !isInFlight(call.reason))).toEqual(
    [],
  );
});

function isInFlight(error: unknown): boolean {
  return isDomainError(error) && error.code === "IDEMPOTENCY_IN_FLIGHT";
}

test("the outcome of a key: what was answered, a hold as it is now, nothing, and never another's", async () => {
  const { core, ctx, booking, input } = await startWithHold();
  await using _ = core;
  const { holdKey } = await core.app.db.prisma.booking.findUniqueOrThrow({ where: { id: booking.id } });
  const answer = await extendHold(under(ctx, "one"), input);
  await releaseHold(ctx, { bookingId: BookingId.parse(booking.id) });

  expect(await getOutcome(ctx, { key: "one" })).toEqual({ outcome: "made", route: "bookings.extend", at: expect.any(Date), answer });
  expect(await getOutcome(ctx, { key: holdKey })).toMatchObject({ outcome: "made", route: "bookings.hold", answer: { state: "released" } });
  expect(await getOutcome(ctx, { key: "never used" })).toMatchObject({ outcome: "none" });
  expect(await getOutcome(await core.traveller(), { key: "one" })).toMatchObject({ outcome: "none" });
});

test("after a day a key is forgotten", async () => {
  const { core, ctx, input } = await startWithHold();
  await using _ = core;
  await extendHold(under(ctx, "one"), input);
  await extendHold(under(ctx, "two"), input);
  await core.database.advanceClock(24 * 3600);

  await expect(releaseHold(under(ctx, "one", "something else"), input)).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect(await purgeRecords(core.app)).toBe(2);
});
