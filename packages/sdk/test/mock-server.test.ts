import { expect, test } from "vitest";

import { createClient, isSkyholdError } from "../src/index.ts";
import type { SeatEvent } from "../src/index.ts";
import { mockServer, refusal } from "../src/testing.ts";
import type { Answers } from "../src/testing.ts";

const retry = { baseDelayMs: 0 };

function clientOf(answers: Answers) {
  const server = mockServer(answers);
  return { server, skyhold: createClient({ url: "http://mock", token: "token-of-ana", fetch: server.fetch, retry }) };
}

const flightId = "flt_00000000-0000-7000-8000-000000000001";
const account = {
  id: "usr_00000000-0000-7000-8000-000000000001",
  email: "ana@example.com",
  givenName: "Ana",
  surname: "Lima",
  role: "traveller",
  emailVerified: true,
  secondFactor: false,
} as const;

test("an answer comes as over HTTP, and the call is on record with its token and its key", async () => {
  const { server, skyhold } = clientOf({
    seats: { map: () => ({ flightId, aircraft: "Airbus A320", cabins: [], seats: [] }) },
  });
  expect(await skyhold.seats.map({ flightId })).toEqual({ flightId, aircraft: "Airbus A320", cabins: [], seats: [] });
  expect(server.calls).toEqual([{ procedure: "seats.map", input: { flightId }, token: "token-of-ana", idempotencyKey: null }]);
});

test("dates stay dates on the way there and back", async () => {
  const at = new Date("2026-12-01T08:30:00Z");
  const session = { id: "ses_00000000-0000-7000-8000-000000000001", device: null, current: true } as const;
  const { skyhold } = clientOf({
    auth: { listSessions: () => ({ sessions: [{ ...session, createdAt: at, lastUsedAt: at, expiresAt: at }] }) },
  });
  expect(await skyhold.auth.listSessions()).toEqual([{ ...session, createdAt: at, lastUsedAt: at, expiresAt: at }]);
});

test("a refusal is the client's own error, with code, details and status", async () => {
  const { skyhold } = clientOf({
    auth: {
      me: () => {
        throw refusal("RATE_LIMITED", { retryAfterSeconds: 0 });
      },
    },
    bookings: {
      get: () => {
        throw refusal("NOT_FOUND", { what: "booking" }, "There is no such booking");
      },
    },
  });
  const failure = await skyhold.bookings.get({ bookingId: "bkg_00000000-0000-7000-8000-000000000001" }).catch((error: unknown) => error);
  expect(isSkyholdError(failure, "NOT_FOUND") && failure).toMatchObject({
    message: "There is no such booking",
    status: 404,
    details: { what: "booking" },
  });
  await expect(skyhold.auth.me()).rejects.toSatisfy((error) => isSkyholdError(error, "RATE_LIMITED"));
});

test("what may pass is tried again, so code under test can be seen to survive it", async () => {
  let fails = 2;
  const { server, skyhold } = clientOf({
    auth: {
      me: () => {
        fails -= 1;
        if (fails >= 0) throw refusal("OVERLOADED", { retryAfterSeconds: 0 });
        return account;
      },
    },
  });
  expect(await skyhold.auth.me()).toMatchObject(account);
  expect(server.calls).toHaveLength(3);
});

test("a change carries its idempotency key over its retries", async () => {
  let first = true;
  const { server, skyhold } = clientOf({
    auth: {
      logout: () => {
        const failing = first;
        first = false;
        if (failing) throw refusal("OVERLOADED", { retryAfterSeconds: 0 });
        return null;
      },
    },
  });
  await skyhold.auth.logout();
  const keys = server.calls.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/u);
  expect(keys[1]).toBe(keys[0]);
});

test("a procedure without an answer says which it is", async () => {
  const { skyhold } = clientOf({});
  await expect(skyhold.auth.me()).rejects.toThrow("mockServer has no answer for auth.me");
});

test("a watch tells its events, and a cut line is taken up again", async () => {
  const event = (version: string): SeatEvent => ({ type: "snapshot", version, seats: [] });
  let connections = 0;
  const { skyhold } = clientOf({
    seats: {
      watch: () => {
        connections += 1;
        return [event(`${connections}.1`), event(`${connections}.2`)];
      },
    },
  });
  const seen: string[] = [];
  for await (const { version } of skyhold.seats.watch({ flightId })) {
    seen.push(version);
    if (seen.length === 3) break;
  }
  expect(seen).toEqual(["1.1", "1.2", "2.1"]);
});
