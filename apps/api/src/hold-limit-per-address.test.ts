import { createHash, randomUUID } from "node:crypto";

import { findOffer, makeFlight } from "@skyhold/core/testing";
import { deserialize, serialize } from "superjson";
import type { SuperJSONResult } from "superjson";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";

/** Someone with a fresh account, signed in. */
async function newToken({ database }: TestStack): Promise<string> {
  const [token, id] = [randomUUID(), `usr_${randomUUID()}`];
  const tokenHash = createHash("sha256").update(token).digest("hex");
  await database.db.prisma.user.create({ data: { id, email: `${id}@example.com`, givenName: "Ana", surname: "Novák" } });
  await database.db.prisma.session.create({ data: { tokenHash, userId: id, expiresAt: new Date(Date.now() + 86_400_000) } });
  return token;
}

/** Holds a seat with a new account, through a proxy that says where the call came from. */
async function holdFrom(stack: TestStack, forwardedFor: string, hold: { offer: string; seat: string }) {
  const response = await fetch(`${stack.url}/trpc/bookings.hold`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await newToken(stack)}`,
      "x-forwarded-for": forwardedFor,
    },
    body: JSON.stringify(serialize({ offer: hold.offer, seats: [[hold.seat]] })),
  });
  const body = (await response.json()) as { error?: SuperJSONResult };
  return { status: response.status, error: body.error ? deserialize<{ data: { details: unknown } }>(body.error).data.details : null };
}

test("accounts of one address share its limit, as the proxy names it, and no address is in the database", async () => {
  await using stack = await startTestStack({ worker: false, env: { TRUSTED_PROXY_HOPS: "1", HOLD_LIMIT_PER_ADDRESS: "2" } });
  const { token: offer } = await findOffer(stack.dependencies.app, await makeFlight(stack.database.db));
  const refused = { status: 429, error: { limit: 2, per: "address" } };

  expect(await holdFrom(stack, "203.0.113.7", { offer, seat: "1A" })).toMatchObject({ status: 200 });
  expect(await holdFrom(stack, "203.0.113.7", { offer, seat: "1B" })).toMatchObject({ status: 200 });
  expect(await holdFrom(stack, "203.0.113.7", { offer, seat: "1C" })).toEqual(refused);
  // What the caller writes before the proxy's own entry counts for nothing.
  expect(await holdFrom(stack, "198.51.100.9, 203.0.113.7", { offer, seat: "1C" })).toEqual(refused);
  expect(await holdFrom(stack, "203.0.113.8", { offer, seat: "1C" })).toMatchObject({ status: 200 });
  expect(await holdFrom(stack, "2001:db8::1", { offer, seat: "1D" })).toMatchObject({ status: 200 });
  expect(await holdFrom(stack, "2001:db8::2", { offer, seat: "1E" })).toMatchObject({ status: 200 });
  expect(await holdFrom(stack, "2001:db8::ffff:3", { offer, seat: "1F" })).toEqual(refused);

  const { rows } = await stack.database.db.pool.query<{ dump: string }>("SELECT json_agg(b)::text AS dump FROM booking b");
  expect(rows[0]?.dump).toContain("origin_hash");
  expect(rows[0]?.dump).not.toMatch(/203\.0\.113|2001:db8/u);
});
