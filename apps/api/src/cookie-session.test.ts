import { makeFlight } from "@skyhold/core/testing";
import { deserialize, serialize } from "superjson";
import type { SuperJSONResult } from "superjson";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";

const person = { email: "ada@example.com", password: "correct horse battery", givenName: "Ada", surname: "Admin" };
const friend = "https://admin.example.com";

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ worker: false, env: { CORS_ORIGINS: friend } });
  await openAccount(stack, person);
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

interface Call {
  readonly input?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post(path: string, { input, cookie, headers }: Call = {}) {
  const response = await fetch(`${stack.url}/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(cookie !== undefined && { cookie }), ...headers },
    body: JSON.stringify(serialize(input)),
  });
  const body = (await response.json()) as { error?: SuperJSONResult; result?: { data: SuperJSONResult } };
  const answer: { data?: { code: string }; account?: { email: string } } =
    deserialize(body.error ?? body.result?.data ?? { json: null }) ?? {};
  return { status: response.status, answer, setCookie: response.headers.get("set-cookie") };
}

const ownPage = () => ({ origin: stack.url, "sec-fetch-site": "same-origin" });
const { email, password } = person;

async function logIn(): Promise<string> {
  const { setCookie } = await post("auth.loginWithCookie", { input: { email, password }, headers: ownPage() });
  return setCookie?.split(";")[0] ?? "";
}

async function me(cookie: string): Promise<number> {
  return (await fetch(`${stack.url}/trpc/auth.me`, { headers: { cookie } })).status;
}

test("a page of ours gets the session as a cookie that scripts, other hosts and open lines never see, and no token", async () => {
  const { status, answer, setCookie } = await post("auth.loginWithCookie", { input: { email, password }, headers: ownPage() });

  expect(status).toBe(200);
  expect(answer).toMatchObject({ account: { email } });
  expect(answer).not.toHaveProperty("token");
  expect(setCookie).toMatch(/^__Host-skyhold=[a-z0-9]{40}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/u);
  expect((await post("auth.login", { input: { email, password }, headers: ownPage() })).setCookie).toBeNull();
});

test("the cookie signs in, and logging out ends the session and has the browser forget it", async () => {
  const cookie = await logIn();
  expect(await me(`theme=dark; ${cookie}`)).toBe(200);
  const { status, setCookie } = await post("auth.logout", { cookie, headers: ownPage() });

  expect(status).toBe(200);
  expect(setCookie).toMatch(/^__Host-skyhold=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/u);
  expect(await me(cookie)).toBe(401);
});

test("a front end that is named in the configuration may use the cookie, on the same site", async () => {
  const cookie = await logIn();
  const from = (site: string) =>
    post("auth.changePassword", {
      cookie,
      input: { currentPassword: password, newPassword: password },
      headers: { origin: friend, "sec-fetch-site": site },
    });

  expect((await from("same-site")).status).toBe(200);
  expect((await from("cross-site")).answer.data?.code).toBe("ORIGIN_REFUSED");
});

test.each([
  ["from another origin", { origin: "https://evil.example" }],
  ["from another site, whatever its origin says", { "sec-fetch-site": "cross-site" }],
  ["typed into the address bar", { "sec-fetch-site": "none" }],
  ["without an origin", { origin: "" }],
  ["from a sandboxed frame", { origin: "null" }],
  ["as a form would send it", { "content-type": "text/plain" }],
  ["as a form with files would send it", { "content-type": "multipart/form-data; boundary=x" }],
])("a change with the cookie %s is refused, and so is a login", async (_how, headers) => {
  const cookie = await logIn();
  const sent = { ...ownPage(), ...headers };
  const change = await post("auth.logout", { cookie, headers: sent });
  const login = await post("auth.loginWithCookie", { input: { email, password }, headers: sent });

  // What is not JSON is refused by whoever sees it first.
  for (const { status } of [change, login]) expect([400, 403, 415]).toContain(status);
  expect([change.setCookie, login.setCookie]).toEqual([null, null]);
  expect(await me(cookie)).toBe(200);
});

test("whoever logs in again with the cookie of before has one session, the new one: the browser has forgotten the other", async () => {
  const before = await logIn();
  const { setCookie } = await post("auth.loginWithCookie", { input: { email, password }, cookie: before, headers: ownPage() });

  expect(await me(before)).toBe(401);
  expect(await me(setCookie?.split(";")[0] ?? "")).toBe(200);
});

test("no page but those that are named may read an answer, or send a change that is no form", async () => {
  const ask = async (origin: string) => {
    const headers = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
    const preflight = await fetch(`${stack.url}/trpc/auth.logout`, { method: "OPTIONS", headers });
    const read = await fetch(`${stack.url}/trpc/auth.me`, { headers: { origin } });
    return [preflight, read].map((response) => response.headers.get("access-control-allow-origin"));
  };

  expect(await ask(friend)).toEqual([friend, friend]);
  expect(await ask("https://evil.example")).toEqual([null, null]);
  expect(await ask("null")).toEqual([null, null]);
});

test("nothing is changed by GET, and a bearer token needs no page", async () => {
  const cookie = await logIn();
  const flightId = await makeFlight(stack.database.db);
  for (const path of ["auth.logout", "bookings.claim"])
    expect((await fetch(`${stack.url}/trpc/${path}`, { headers: { cookie, ...ownPage() } })).status).toBe(405);
  expect(await me(cookie)).toBe(200);
  expect(
    (
      await fetch(`${stack.url}/trpc/seats.map?input=${encodeURIComponent(JSON.stringify({ json: { flightId } }))}`, {
        headers: { cookie },
      })
    ).status,
  ).toBe(200);
  const token = cookie.split("=")[1] ?? "";
  expect((await post("auth.logout", { headers: { authorization: `Bearer ${token}`, origin: "https://evil.example" } })).status).toBe(200);
});

test("a cookie whose session has ended signs nobody in, and does not make a guest", async () => {
  const cookie = await logIn();
  await post("auth.logout", { cookie, headers: ownPage() });

  expect((await post("bookings.hold", { cookie, input: { offer: "x" }, headers: ownPage() })).answer.data?.code).toBe("UNAUTHENTICATED");
});
