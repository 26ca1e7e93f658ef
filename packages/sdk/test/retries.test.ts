import { expect, test, vi } from "vitest";

import { createClient } from "../src/index.ts";
import type { ClientOptions, RequestReport } from "../src/index.ts";
import { cut, data, plain, refusal, startStubServer } from "./stub-server.ts";
import type { Reply, StubServer } from "./stub-server.ts";

const retry = { baseDelayMs: 4, maxDelayMs: 20 };
const busy = refusal({ code: "OVERLOADED", status: 503, retryable: true, details: { retryAfterSeconds: 0 } });
const interrupted = refusal({ code: "OUTCOME_UNKNOWN", status: 503, retryable: true, details: { retryAfterSeconds: 0 } });
const hold = { offer: "offer", seats: [["12A"]] };
const credentials = { email: "ana@example.com", password: "correct horse" };
const signedIn = { token: "token-1", expiresAt: new Date(), account: {} };

function client(server: StubServer, options: Partial<ClientOptions> = {}) {
  return createClient({ url: server.url, retry, ...options });
}

test("a change is repeated after a cut connection under the same idempotency key", async () => {
  await using server = await startStubServer(cut, busy, interrupted, data({ id: "bkg_1", guestToken: null }));
  await expect(client(server, { retry: { ...retry, attempts: 4 } }).bookings.hold(hold)).resolves.toEqual({
    id: "bkg_1",
    guestToken: null,
  });
  const keys = server.received.map(({ headers }) => headers["idempotency-key"]);
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/u);
});

test("each call has a key of its own, or the one it is given; queries have none", async () => {
  await using server = await startStubServer(data({ id: "bkg_1", guestToken: null }));
  const { bookings } = client(server);
  await bookings.hold(hold);
  await bookings.hold(hold);
  await bookings.hold(hold, { idempotencyKey: "order-4711" });
  await bookings.get({ bookingId: "bkg_1" });
  const [first, second, third, query] = server.received.map(({ headers }) => headers["idempotency-key"]);
  expect(first).not.toBe(second);
  expect([third, query]).toEqual(["order-4711", undefined]);
});

test("after the last attempt the last error is told", async () => {
  await using server = await startStubServer(busy);
  await expect(client(server).bookings.get({ bookingId: "bkg_1" })).rejects.toMatchObject({ code: "OVERLOADED" });
  expect(server.received).toHaveLength(3);
});

test.for<{ what: string; reply: Reply }>([
  { what: "an answer that says it is final", reply: refusal({ code: "OVERLOADED", status: 503, details: { retryAfterSeconds: 0 } }) },
  { what: "a conflict that may pass later", reply: refusal({ code: "PAYMENT_PENDING", status: 409, retryable: true }) },
  { what: "a fault of the server's", reply: refusal({ code: "INTERNAL", status: 500 }) },
  { what: "a page of HTML that is no gateway's", reply: plain(500, { "content-type": "text/html" }, "<h1>Oops</h1>") },
])("$what is not repeated", async ({ reply }) => {
  await using server = await startStubServer(reply);
  await expect(client(server).bookings.hold(hold)).rejects.toThrow(/^(refused with|The answer)/u);
  expect(server.received).toHaveLength(1);
});

test.for<{ what: string; reply: Reply }>([
  { what: "a cut connection", reply: cut },
  { what: "a gateway that lost the server", reply: plain(502, { "content-type": "text/html" }, "<h1>Bad gateway</h1>") },
  { what: "a server that lost its database in the middle", reply: interrupted },
])("after $what neither an account nor a session is opened a second time", async ({ reply }) => {
  await using server = await startStubServer(reply, data(signedIn));
  const { auth } = client(server);
  await expect(auth.confirmRegistration({ token: "of the mail", password: "correct horse" })).rejects.toMatchObject({ retryable: true });
  expect(server.received).toHaveLength(1);
});

test("logging in is repeated while the server is busy, because nothing has happened then", async () => {
  await using server = await startStubServer(busy, plain(503, {}, "starting"), data(signedIn));
  await expect(client(server).auth.login(credentials)).resolves.toMatchObject({ token: "token-1" });
});

test("logging in is repeated when nothing was sent", async () => {
  await using server = await startStubServer(data(signedIn));
  let calls = 0;
  const refuseOnce: ClientOptions["fetch"] = async (url, request) => {
    calls += 1;
    if (calls === 1) throw new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
    return fetch(url, request);
  };
  await expect(client(server, { fetch: refuseOnce }).auth.login(credentials)).resolves.toMatchObject({ token: "token-1" });
  expect(calls).toBe(2);
});

test("Retry-After is waited for, in seconds or as a date", async () => {
  await using server = await startStubServer(
    refusal({ code: "RATE_LIMITED", status: 429, retryable: true, details: { retryAfterSeconds: 9 } }, { "retry-after": "1" }),
    plain(503, { "retry-after": new Date(Date.now() + 2_000).toUTCString() }, "down for maintenance"),
    data({ offers: [] }),
  );
  const reports: RequestReport[] = [];
  const began = performance.now();
  await client(server, { onRequest: (report) => reports.push(report) }).flights.search({
    origin: "CDG",
    destination: "LIS",
    departureDate: "2026-12-01",
  });
  expect(performance.now() - began).toBeGreaterThan(1_000);
  expect(reports[0]?.retryInMs).toBeGreaterThanOrEqual(1_000);
  expect(reports[0]?.retryInMs).toBeLessThan(1_010);
});

test.for([-1, 1])(
  "a clock that is off by %i hour changes nothing: waits are reckoned by the server's own, and times are the server's",
  async (hours) => {
    const expiresAt = new Date(Date.now() + 900_000);
    const [date, inAMoment] = [0, 1_000].map((ms) => new Date(Date.now() + ms).toUTCString());
    await using server = await startStubServer(
      plain(503, { date: date ?? "", "retry-after": inAMoment ?? "" }, "down for maintenance"),
      data({ id: "bkg_1", guestToken: null, expiresAt }),
    );
    const reports: RequestReport[] = [];
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + hours * 3_600_000 });
    try {
      const held = await client(server, { onRequest: (report) => reports.push(report) }).bookings.hold(hold);
      expect(held.expiresAt).toEqual(expiresAt);
    } finally {
      vi.useRealTimers();
    }
    expect(reports).toHaveLength(2);
    expect(reports[0]?.retryInMs).toBeGreaterThanOrEqual(1_000);
    expect(reports[0]?.retryInMs).toBeLessThan(1_010);
  },
);

test("when the wait would outlast the time limit, the true reason is told at once", async () => {
  await using server = await startStubServer(
    refusal({ code: "RATE_LIMITED", status: 429, retryable: true, details: { retryAfterSeconds: 60 } }),
  );
  const began = performance.now();
  await expect(client(server).auth.login(credentials, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(performance.now() - began).toBeLessThan(2_000);
});

test("every request is reported, and a fault in the report fails no call", async () => {
  await using server = await startStubServer(busy, data({ id: "bkg_1", guestToken: null }));
  const reports: RequestReport[] = [];
  const onRequest = (report: RequestReport) => {
    reports.push(report);
    throw new Error("The log is full");
  };
  await client(server, { onRequest }).bookings.hold(hold);
  expect(reports.map(({ procedure, attempt, error }) => [procedure, attempt, error?.code])).toEqual([
    ["bookings.hold", 1, "OVERLOADED"],
    ["bookings.hold", 2, undefined],
  ]);
  expect(reports[1]).toMatchObject({ error: null, retryInMs: null });
});
