import { createHash } from "node:crypto";
import { Agent, request } from "node:http";

import { findOffer, makeFlight, takeAway } from "@skyhold/core/testing";
import { serialize } from "superjson";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";

/** Signed-in travellers, made in one statement: signing in a thousand times is another test's subject. */
async function makeTravellers(stack: TestStack, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, (_, index) => `token-${index}-${Math.random()}`);
  await stack.database.db.pool.query(
    `WITH people AS (
       INSERT INTO user_account (id, email, given_name, surname)
       SELECT 'usr_' || gen_random_uuid(), gen_random_uuid() || '@example.com', 'Ana', 'Novák' FROM unnest($1::text[]) RETURNING id)
     INSERT INTO session (token_hash, user_id, expires_at)
     SELECT hash, id, now() + interval '1 day' FROM (SELECT hash, row_number() OVER () AS n FROM unnest($1::text[]) hash) h
       JOIN (SELECT id, row_number() OVER () AS n FROM people) p USING (n)`,
    [tokens.map((token) => createHash("sha256").update(token).digest("hex"))],
  );
  return tokens;
}

interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** All ask for the same seat at once, over connections that are open already. */
async function stampede(stack: TestStack, agent: Agent, ask: { tokens: readonly string[]; body: string }): Promise<Answer[]> {
  return Promise.all(
    ask.tokens.map(
      (token) =>
        new Promise<Answer>((resolve, reject) => {
          const startedAt = performance.now();
          const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
          const outgoing = request(`${stack.url}/trpc/bookings.hold`, { method: "POST", agent, headers }, (response) => {
            response.resume();
            response.once("end", () => resolve({ status: response.statusCode ?? 0, ms: performance.now() - startedAt }));
          });
          outgoing.once("error", reject);
          outgoing.end(ask.body);
        }),
    ),
  );
}

test.each([2, 10, 100, 1000])(
  "of %i buyers over HTTP one gets the seat; every other answer is 409, none a fault",
  { retry: 0 },
  async (crowd) => {
    await using stack = await startTestStack({ worker: false });
    const tokens = await makeTravellers(stack, crowd);
    const { token: offer } = await findOffer(stack.dependencies.app, await makeFlight(stack.database.db));
    const agent = new Agent({ keepAlive: true, maxSockets: 100 });

    for (const seat of ["1A", "2B", "3C"]) {
      const answers = await stampede(stack, agent, { tokens, body: JSON.stringify(serialize({ offer, seats: [[seat]] })) });
      const byStatus = Map.groupBy(answers, ({ status }) => status);

      expect([...byStatus.keys()].toSorted((a, b) => a - b)).toEqual([200, 409]);
      expect(byStatus.get(200)).toHaveLength(1);
    }
    agent.destroy();
    expect(await stack.database.db.prisma.seatClaim.count()).toBe(3);
  },
);

test("negative control: without the unique index and the locks, the same stampede sells a seat more than once", async () => {
  await using stack = await startTestStack({ worker: false });
  await takeAway(stack.database.db, "index", "locks");
  const tokens = await makeTravellers(stack, 100);
  const { token: offer } = await findOffer(stack.dependencies.app, await makeFlight(stack.database.db));
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });

  let most = 0;
  for (const seat of ["1A", "2B", "3C", "4D", "5E"]) {
    const answers = await stampede(stack, agent, { tokens, body: JSON.stringify(serialize({ offer, seats: [[seat]] })) });
    most = Math.max(most, answers.filter(({ status }) => status === 200).length);
    if (most > 1) break;
  }
  agent.destroy();
  expect(most).toBeGreaterThan(1);
});
