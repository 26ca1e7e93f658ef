import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import type { TestStack } from "../testing.ts";
import { createCast } from "../testing/cast.ts";
import type { Cast } from "../testing/cast.ts";

let stack: TestStack;
let cast: Cast;

beforeAll(async () => {
  stack = await startTestStack({ worker: false });
  cast = await createCast(stack);
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

async function send(line: string, { headers = {}, body = null }: { headers?: Record<string, string>; body?: object | null } = {}) {
  const [method = "", path = ""] = line.split(" ");
  const json = body === null ? {} : { body: JSON.stringify(body) };
  const type = body === null ? {} : { "content-type": "application/json" };
  const response = await fetch(`${stack.url}${path}`, { method, redirect: "manual", headers: { ...type, ...headers }, ...json });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

// Spelt out here, because clients of years ago have them spelt out: the table of paths may not move them.
test.each([
  ["POST /api/v1/bookings", 400, "INVALID_INPUT"],
  ["POST /api/v1/bookings/payments", 401, "UNAUTHENTICATED"],
  ["GET /api/v1/info", 200, '"name":"skyhold"'],
  ["POST /webhook", 400, "Stripe-Signature"],
  ["POST /flight-status/update", 401, "UNAUTHENTICATED"],
  ["GET /docs", 200, "<title>API reference"],
])("%s is where older clients know it", async (line, status, says) => {
  const answer = await send(line, { body: line.startsWith("POST") ? {} : null, headers: { "x-idempotency-key": crypto.randomUUID() } });

  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(says)]);
});

test("/api leads to the reference", async () => {
  const { status, headers } = await send("GET /api");

  expect([status, headers.get("location")]).toEqual([302, "/docs"]);
});

test("a payment is started once for each x-idempotency-key, and not without one", async () => {
  const authorization = `Bearer ${(await cast.tokenOf("traveller")) ?? ""}`;
  const body = { bookingId: await cast.heldBooking() };
  await send(`PUT /api/v1/bookings/${body.bookingId}/passengers`, {
    headers: { authorization },
    body: { passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] },
  });
  const pay = (headers: Record<string, string>) => send("POST /api/v1/bookings/payments", { headers: { authorization, ...headers }, body });

  expect(await pay({})).toMatchObject({ status: 400, text: expect.stringContaining("IDEMPOTENCY_KEY_REQUIRED") });
  const key = { "x-idempotency-key": crypto.randomUUID() };
  const [first, second] = [await pay(key), await pay(key)];
  expect([first.status, second.text, second.headers.get("idempotency-replayed")]).toEqual([200, first.text, "true"]);
});

test("the reference needs nothing from elsewhere: all that it loads is here, and its policy lets nothing else in", async () => {
  const page = await send("GET /docs");
  const loads = [...page.text.matchAll(/<(?:link|script)\b[^>]* (?:src|href)="([^"]+)"/gu)].map(([, address = ""]) => address);
  const answers = await Promise.all([...loads, "/api/v1/openapi.json"].map((address) => send(`GET ${address}`)));
  const styles = answers.find(({ headers }) => headers.get("content-type")?.startsWith("text/css"))?.text ?? "";

  expect(page.text).toContain('<a href="/docs/errors">');
  expect(loads.toSorted()).toEqual(["/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css"]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(styles.match(/(?:url\(|@import )(?!["']?data:)[^;)]*/gu)).toBeNull();
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; /u);
  expect(policy).not.toMatch(/https?:|\*/u);
});

test.each(["NETWORK", "UNKNOWN", "SEAT_TAKEN"])("%s has a page, also where the client found it", async (code) => {
  expect(await send(`GET /docs/errors/${code}`)).toMatchObject({ status: 200, text: expect.stringContaining(code) });
});

test.each(["SEAT_ON_FIRE", "constructor", "__proto__"])("%s is no code, and has a page that says so", async (code) => {
  expect(await send(`GET /docs/errors/${code}`)).toMatchObject({ status: 404, text: expect.stringContaining("No such page") });
});
