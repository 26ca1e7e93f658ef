import { deserialize, serialize } from "superjson";
import type { SuperJSONResult } from "superjson";
import { expect, test } from "vitest";

import { openAccount, registerByMail, startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";

/** What the tests look at, of an answer or an error. */
interface Answer {
  readonly token: string;
  readonly message: string;
  readonly data: { readonly code: string };
}

/** Calls a procedure as any HTTP client would; answers the status and what came back. */
async function call(
  stack: TestStack,
  path: string,
  { input, token, method = "POST" }: { input?: unknown; token?: string | undefined; method?: string } = {},
) {
  const encoded = JSON.stringify(serialize(input));
  const headers = { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const url = `${stack.url}/trpc/${path}${method === "GET" ? `?input=${encodeURIComponent(encoded)}` : ""}`;
  const response = await fetch(url, { method, headers, ...(method === "POST" && { body: encoded }) });
  const body = (await response.json()) as { error?: SuperJSONResult; result?: { data: SuperJSONResult } };
  const answer: Answer = deserialize(body.error ?? body.result?.data ?? { json: null });
  return { status: response.status, requestId: response.headers.get("x-request-id"), answer };
}

const ana = { email: "Ana.Novak@Example.com ", password: "correct horse", givenName: "Ana", surname: "Novák" };

test("registering, confirming, logging in, asking who one is and logging out that session only", async () => {
  await using stack = await startTestStack();
  const registered = await registerByMail(stack, { ...ana, email: "ana.novak@example.com" });
  expect(registered).toMatchObject({ account: { email: "ana.novak@example.com", role: "traveller", emailVerified: true } });

  const again = await call(stack, "auth.login", { input: { email: ana.email, password: "correct horse" } });
  const [first, second] = [registered.token, again.answer.token];
  expect(first).not.toBe(second);
  await call(stack, "auth.logout", { token: first });

  expect(await call(stack, "auth.me", { token: first, method: "GET" })).toMatchObject({
    status: 401,
    answer: { data: { code: "UNAUTHENTICATED" } },
  });
  expect(await call(stack, "auth.me", { token: second, method: "GET" })).toMatchObject({ status: 200, answer: { givenName: "Ana" } });
});

test("a stolen copy of the database holds no token and no password", async () => {
  await using stack = await startTestStack({ worker: false });
  const { token } = await openAccount(stack, { ...ana, email: "ana.novak@example.com" });
  await call(stack, "auth.register", { input: ana });
  const { rows } = await stack.database.db.pool.query<{ dump: string }>(
    "SELECT row_to_json(s)::text || (SELECT json_agg(u)::text FROM user_account u) || (SELECT json_agg(r)::text FROM registration r) AS dump FROM session s",
  );

  expect(rows[0]?.dump).not.toContain(token);
  expect(rows[0]?.dump).not.toContain("correct horse");
  expect(rows[0]?.dump).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
});

test.each([
  ["a role in the registration", { ...ana, role: "admin" }, /role/u],
  ["a short password", { ...ana, password: "short" }, /password: At least 8 characters/u],
  ["no e-mail address", { ...ana, email: "ana" }, /email: An e-mail address/u],
])("%s is refused by name, and nobody is registered", async (_case, input, message) => {
  await using stack = await startTestStack({ worker: false });

  const refused = await call(stack, "auth.register", { input });

  expect(refused).toMatchObject({ status: 400, answer: { data: { code: "INVALID_INPUT", retryable: false } } });
  expect(refused.answer.message).toMatch(message);
  expect(await stack.database.db.prisma.registration.count()).toBe(0);
});

test("an unknown address and a wrong password get the same answer; a disabled account too", async () => {
  await using stack = await startTestStack({ worker: false });
  const { token } = await openAccount(stack, { ...ana, email: "ana.novak@example.com" });
  const wrong = await call(stack, "auth.login", { input: { email: ana.email, password: "wrong horse" } });
  const unknown = await call(stack, "auth.login", { input: { email: "nobody@example.com", password: "wrong horse" } });
  await stack.database.db.prisma.user.updateMany({ data: { disabledAt: new Date() } });
  const disabled = await call(stack, "auth.login", { input: ana });

  const withoutIds = [wrong, unknown].map(({ status, answer: { message, data } }) => ({ status, message, code: data.code }));
  expect(withoutIds[0]).toEqual(withoutIds[1]);
  expect(withoutIds[0]).toMatchObject({ status: 401, code: "CREDENTIALS_WRONG" });
  expect(disabled.status).toBe(400);
  expect(await call(stack, "auth.me", { token, method: "GET" })).toMatchObject({ status: 401 });
});

test("what nobody may do without a session is refused before anything is looked at", async () => {
  await using stack = await startTestStack({ worker: false });

  expect(await call(stack, "bookings.list", { input: {}, method: "GET" })).toMatchObject({
    status: 401,
    answer: { data: { code: "UNAUTHENTICATED" } },
  });
  expect(await call(stack, "bookings.extend", { input: {} })).toMatchObject({ status: 401 });
});

test("a fault of the caller is never a 500, and every answer carries its request id", async () => {
  await using stack = await startTestStack({ worker: false });
  const send = (path: string, init: RequestInit) =>
    fetch(`${stack.url}${path}`, { method: "POST", headers: { "content-type": "application/json" }, ...init });

  expect((await call(stack, "no.such")).status).toBe(404);
  expect((await send("/trpc/auth.login", { body: "{" })).status).toBe(400);
  expect((await send("/trpc/auth.login", { body: JSON.stringify({ json: "x".repeat(70_000) }) })).status).toBe(413);
  expect((await send("/nowhere", { body: "{}" })).status).toBe(404);
  const searched = await call(stack, "flights.search", {
    method: "GET",
    input: { origin: "XXX", destination: "LIS", departureDate: "2190-03-01" },
  });
  expect(searched).toMatchObject({
    status: 400,
    answer: { data: { code: "INVALID_INPUT", details: { fields: [{ path: "origin" }] }, requestId: searched.requestId } },
  });
});

test("readiness says whether the database answers", async () => {
  await using stack = await startTestStack({ worker: false });

  expect((await fetch(`${stack.url}/health/ready`)).status).toBe(200);
  expect(await (await fetch(`${stack.url}/api/v1/info`)).json()).toMatchObject({ name: "skyhold", version: "0.1.0" });
});

test("probes are answered however often they come, while other calls from their address are refused; together they ask the database once", async () => {
  await using stack = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "3" } });
  let asked = 0;
  stack.dependencies.db.pool.on("acquire", () => (asked += 1));
  const probes = await Promise.all(
    Array.from({ length: 30 }, (_, number) => fetch(`${stack.url}/health/${number % 2 === 0 ? "live" : "ready"}`)),
  );
  expect(new Set(probes.map(({ status }) => status))).toEqual(new Set([200]));
  expect(asked).toBeLessThan(15);

  const others: (readonly [number, string | null])[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { status, headers } = await fetch(`${stack.url}/api/v1/info`);
    others.push([status, headers.get("ratelimit-remaining")]);
  }
  expect(others).toEqual([
    [200, "2"],
    [200, "1"],
    [200, "0"],
    [429, "0"],
  ]);
  expect((await fetch(`${stack.url}/health/ready`)).status).toBe(200);
});

test.each([
  ["auth.register", { ...ana, surname: "No\u0000vak" }],
  ["auth.register", { ...ana, surname: "No\uD800vak" }],
  ["flights.search", { origin: "CDG", destination: "LIS", departureDate: "0000-01-01" }],
])("%s with %j is a fault of the caller, not of the server", async (path, input) => {
  await using stack = await startTestStack({ worker: false });

  const refused = await call(stack, path, { input, method: path === "flights.search" ? "GET" : "POST" });

  expect(refused).toMatchObject({ status: 400, answer: { data: { code: "INVALID_INPUT" } } });
});

test("passwords are guessed slowly, however the path is written, and never in a batch", async () => {
  await using stack = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "60" } });
  const guess = (path: string) =>
    call(stack, path, { input: { email: "ana@example.com", password: "guess" } }).then(({ status }) => status);

  expect([await guess("auth.login"), await guess("auth%2Elogin"), await guess("auth.login")]).toEqual([401, 401, 401]);
  const limited = await fetch(`${stack.url}/trpc/auth%2Elogin`, { method: "POST" });
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await fetch(`${stack.url}/trpc/auth.me,auth.me?batch=1`)).status).toBe(400);
});

test("whoever guesses is one caller, whatever they write into X-Forwarded-For and whichever of their IPv6 addresses they use", async () => {
  await using stack = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "20", TRUSTED_PROXY_HOPS: "1" } });
  await using direct = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "20" } });
  const guess = async ({ url }: TestStack, forwardedFor: string) => {
    const headers = { "content-type": "application/json", "x-forwarded-for": forwardedFor };
    const body = JSON.stringify({ json: { email: "ana@example.com", password: "guess" } });
    return (await fetch(`${url}/trpc/auth.login`, { method: "POST", headers, body })).status;
  };

  expect(await guess(stack, "203.0.113.7")).toBe(401);
  expect(await guess(stack, "198.51.100.1, 203.0.113.7")).toBe(429);
  expect(await guess(stack, "::ffff:203.0.113.7")).toBe(429);
  expect(await guess(stack, "2001:db8::1")).toBe(401);
  expect(await guess(stack, "2001:db8::ffff:2")).toBe(429);
  expect(await guess(stack, "2001:db8:0:1::1")).toBe(401);
  // Without a proxy that is told of, the header is nobody's word.
  expect([await guess(direct, "203.0.113.7"), await guess(direct, "203.0.113.8")]).toEqual([401, 429]);
});

test("when every connection is busy the answer is OVERLOADED, with the time to wait", async () => {
  await using stack = await startTestStack({ worker: false, env: { DATABASE_POOL_SIZE: "1" } });
  const busy = await stack.dependencies.db.pool.connect();
  const refused = await fetch(`${stack.url}/trpc/auth.me`, { headers: { authorization: "Bearer x" } });
  busy.release();

  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await refused.text()).toContain("OVERLOADED");
});
