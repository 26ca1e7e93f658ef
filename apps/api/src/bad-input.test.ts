import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";

const person = { email: "ana@example.com", password: "correct horse battery", givenName: "Ana", surname: "Lima" };

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ worker: false });
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

const register = (changed: object) => callProcedure(stack.url, "auth.register", { input: { ...person, ...changed } });

test.each([
  ["password", "password"],
  ["12345678", "password"],
  ["ｐａｓｓｗｏｒｄ", "password"],
  ["aaaaaaaa", "password"],
  ["short", "password"],
  ["x".repeat(129), "password"],
  ["lone \uD800 surrogate", "password"],
  ["ana@example.com", "password"],
])("the password %j is refused by its field", async (password, field) => {
  const { status, error } = await register({ password });

  expect({ status, details: error?.data.details }).toMatchObject({ status: 400, details: { fields: [{ path: field }] } });
});

test.each([
  ["аna@example.com", "a Cyrillic letter"],
  ["ana@exаmple.com", "a Cyrillic letter in the domain"],
  ["ana\u200B@example.com", "an invisible letter"],
  ["ana@example.com\r\nBcc: bo@example.com", "a line break"],
  ["<ana@example.com>", "brackets"],
  ["ana@example.com,bo@example.com", "two addresses"],
  [`${"a".repeat(250)}@example.com`, "more than 254 characters"],
  ["ana\u0000@example.com", "a NUL"],
])("the address %j is refused by its field", async (email) => {
  expect((await register({ email })).error?.data).toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "email" }] } });
});

test.each([
  ["\u202Eanom", "is written backwards"],
  ["Ana\u2028Lima", "has a line of its own"],
  ["Ana\u0007", "rings a bell"],
  ["\u200B\u200B", "is invisible"],
  ["\uD800", "is half a letter"],
  [" ", "is a blank"],
  ["A".repeat(61), "is endless"],
])("the name %j is refused, because it %s", async (givenName) => {
  expect((await register({ givenName })).error?.data).toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "givenName" }] },
  });
});

test.each(["Łukasz", "Þór", "محمد", "می‌خواهم", "王小明", "O’Brien", "Ana-María", "नरेन्द्र", "Zoë\u0308"])(
  "the name %s is a name",
  async (givenName) => {
    const email = `${Buffer.from(givenName).toString("hex")}@example.com`;

    expect((await register({ givenName, email })).data).toEqual({ verificationSent: true });
    expect(await stack.database.db.prisma.registration.findFirst({ where: { email } })).toMatchObject({ givenName });
  },
);

test("a password is the same however its letters are composed", async () => {
  const email = "composed@example.com";
  await openAccount(stack, { ...person, email, password: "Zoe\u0308 walks home" });

  expect((await callProcedure(stack.url, "auth.login", { input: { email, password: "Zo\u00EB walks home" } })).status).toBe(200);
});

test("a body of a megabyte is refused before it is read, and one that is nested a thousand deep by name", async () => {
  const send = (body: string) =>
    fetch(`${stack.url}/trpc/auth.register`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const [huge, deep] = [await send(`"${"a".repeat(1 << 20)}"`), await send(`${"[".repeat(1000)}${"]".repeat(1000)}`)];

  expect([huge.status, deep.status]).toEqual([413, 400]);
  expect(await huge.text()).toContain("BODY_TOO_LARGE");
  expect(await deep.text()).toContain("INVALID_INPUT");
});

test("a role in the body of a registration makes nobody anything", async () => {
  const { error } = await register({ email: "boss@example.com", role: "admin" });

  expect(error?.data).toMatchObject({ code: "INVALID_INPUT" });
  expect(error?.message).toContain("role");
  expect(await stack.database.db.prisma.registration.count({ where: { email: "boss@example.com" } })).toBe(0);
});

test("whoever plants a token before a login has nothing of the session that the login opens", async () => {
  const planted = "a".repeat(40);
  await openAccount(stack, { ...person, email: "planted@example.com" });
  const headers = {
    "content-type": "application/json",
    origin: stack.url,
    "sec-fetch-site": "same-origin",
    cookie: `__Host-skyhold=${planted}`,
    authorization: `Bearer ${planted}`,
  };
  const body = JSON.stringify({ json: { email: "planted@example.com", password: person.password } });
  const login = await fetch(`${stack.url}/trpc/auth.loginWithCookie`, { method: "POST", headers, body });

  expect(login.status).toBe(200);
  expect(login.headers.get("set-cookie")).not.toContain(planted);
  expect((await callProcedure(stack.url, "auth.me", { token: planted })).status).toBe(401);
});

test("signing in once more opens another session and leaves the first what it was", async () => {
  const email = "twice@example.com";
  const { token } = await openAccount(stack, { ...person, email });
  const again = await callProcedure(stack.url, "auth.login", { token, input: { email, password: person.password } });

  expect((again.data as { token: string }).token).not.toBe(token);
  expect((await callProcedure(stack.url, "auth.me", { token })).data).toMatchObject({ email });
});

/** The ratio of the times of two calls, in turn, each at its fastest of fifteen: whatever else the machine does only adds to a time. */
async function ratioOf(known: (round: number) => Promise<unknown>, unknown: (round: number) => Promise<unknown>): Promise<number> {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 15; round += 1) {
    for (const who of round % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const)) {
      const start = performance.now();
      await (who === "known" ? known : unknown)(round);
      times[who].push(performance.now() - start);
    }
  }
  return Math.min(...times.known) / Math.min(...times.unknown);
}

test("logins and registrations are judged in the same time whether there is an account or not", async () => {
  const email = "timed@example.com";
  await openAccount(stack, { ...person, email });
  const login = async (address: string) => {
    const input = { email: address, password: "wrong horse battery" };
    expect((await callProcedure(stack.url, "auth.login", { input })).status).toBe(401);
  };
  const registration = async (address: string) => expect((await register({ email: address })).data).toEqual({ verificationSent: true });
  const ratios = [
    await ratioOf(
      () => login(email),
      (round) => login(`nobody-${round}@example.com`),
    ),
    await ratioOf(
      () => registration(email),
      (round) => registration(`nobody-${round}@example.com`),
    ),
  ];

  // Without the decoy, or with a look at who is registered before the hash, a ratio is above three or below a third.
  for (const ratio of ratios) {
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  }
});
