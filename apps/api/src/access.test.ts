import { isDeepStrictEqual } from "node:util";

import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { access } from "./testing/access.ts";
import { callProcedure, procedures } from "./testing/call-procedure.ts";
import { callers, createCast } from "./testing/cast.ts";
import type { Cast } from "./testing/cast.ts";

let stack: TestStack;
let cast: Cast;

beforeAll(async () => {
  stack = await startTestStack({ worker: false, env: { HOLD_LIMIT: "10000" } });
  cast = await createCast(stack);
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

/** A fingerprint of each table, to see that nothing was changed; but for news from Stripe, which comes when it comes. */
async function everythingStored(): Promise<unknown> {
  const { rows: tables } = await stack.database.db.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('seat', 'flight', 'session', 'attempt_count', 'stripe_event', '_prisma_migrations')",
  );
  const sums = tables.map(({ name }) => `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM "${name}" t) AS "${name}"`);
  const { rows } = await stack.database.db.pool.query<object>(`SELECT ${sums.join(", ")}`);
  return rows[0];
}

test("it is decided for every procedure who may call it", () => {
  expect(Object.keys(access).toSorted()).toEqual(Object.keys(procedures).toSorted());
});

test.each(Object.keys(procedures))("%s gives each caller what is theirs and nothing else", async (path) => {
  const row = access[path];
  const got: Record<string, string> = {};
  const changedAllTheSame: string[] = [];
  for (const caller of callers) {
    const input = await row?.input?.(cast, caller);
    const token = await cast.tokenOf(caller);
    // What was set up for this call has its webhooks too.
    await stack.stripe.idle();
    const before = await everythingStored();
    const { error } = await callProcedure(stack.url, path, { token, input });
    got[caller] = error?.data.code ?? "ok";
    if (error && !isDeepStrictEqual(await everythingStored(), before)) changedAllTheSame.push(caller);
  }
  expect(got).toEqual(row?.gives);
  expect(changedAllTheSame).toEqual([]);
});

test("no answer to someone who may not call tells more than the refusal", async () => {
  const bookingId = await cast.heldBooking();
  const missing = "bkg_00000000-0000-7000-8000-000000000000";
  const token = await cast.tokenOf("otherTraveller");
  const [ofOther, ofNobody] = await Promise.all(
    [bookingId, missing].map((id) => callProcedure(stack.url, "bookings.get", { token, input: { bookingId: id } })),
  );
  const told = [ofOther, ofNobody].map((answer) => ({
    status: answer?.status,
    ...answer?.error,
    data: { ...answer?.error?.data, requestId: "" },
  }));

  expect(told[0]).toEqual(told[1]);
});
