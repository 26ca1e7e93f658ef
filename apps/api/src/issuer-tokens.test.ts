import { createHash } from "node:crypto";

import type { User } from "@skyhold/core";
import { authenticatorCode, hold, makeFlight } from "@skyhold/core/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { startIssuer } from "./testing/token-issuer.ts";
import type { TestIssuer } from "./testing/token-issuer.ts";

const password = "correct horse battery";

let issuer: TestIssuer;
let stack: TestStack;

beforeAll(async () => {
  issuer = await startIssuer();
  stack = await startTestStack({ worker: false, env: { TOKEN_ISSUERS: JSON.stringify([issuer.trusted]) } });
}, 60_000);

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const call = (path: string, token: string, input?: unknown) => callProcedure(stack.url, path, { token, input });
const me = (token: string) => call("auth.me", token);
const userOf = (email: string) => stack.database.db.prisma.user.findFirstOrThrow({ where: { email } });

async function registered(email: string): Promise<string> {
  return (await openAccount(stack, { email, password, givenName: "Ana", surname: "Lima" })).token;
}

const actorOf = (id: string, email: string): User => ({
  userId: `usr_${id.slice(4)}`,
  email,
  role: "traveller",
  kind: "account",
  secondFactor: false,
  token: "",
});

async function loggedIn(email: string): Promise<string> {
  const { data } = await call("auth.login", "", { email, password });
  return (data as { token: string }).token;
}

test("an issuer's token is an account of ours, made by its first call, with no role and no proof of its address", async () => {
  const user_metadata = { given_name: "Ana", family_name: "Lima", role: "admin", email_verified: true };
  const claims = {
    sub: "new",
    email: "New@Example.com",
    role: "admin",
    user_metadata,
    app_metadata: { role: "admin" },
    email_verified: true,
  };
  const token = await issuer.sign(claims);
  const { data } = await me(token);

  expect(data).toMatchObject({ email: "new@example.com", givenName: "Ana", surname: "Lima", role: "traveller", emailVerified: false });
  expect((await call("admin.users.list", token, {})).error?.data.code).toBe("FORBIDDEN");
  expect((await call("bookings.claim", token)).error?.data.code).toBe("EMAIL_UNVERIFIED");
  expect((await me(await issuer.sign({ sub: "new", email: "other@example.com" }))).data).toEqual(data);
  expect(issuer.fetches()).toBe(1);
});

test("the first calls of one person, twelve at once, make one account", async () => {
  const token = await issuer.sign({ sub: "twelve", email: "twelve@example.com" });
  const answers = await Promise.all(Array.from({ length: 12 }, () => me(token)));

  expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
});

test("a token is taken as a bearer only, never from a cookie", async () => {
  const token = await issuer.sign({ sub: "cookie", email: "cookie@example.com" });
  const response = await fetch(`${stack.url}/trpc/auth.me`, { headers: { cookie: `__Host-skyhold=${token}` } });

  expect(response.status).toBe(401);
});

test("a token's address never opens the account that has it; whoever has its password links the token, and unlinks it", async () => {
  const email = "owner@example.com";
  const session = await registered(email);
  const token = await issuer.sign({ sub: "owner", email, email_verified: true });
  const alone = await me(token);
  expect(alone).toMatchObject({ status: 200, data: { email, givenName: "–", emailVerified: false } });
  const ofNewAddress = await me(await issuer.sign({ sub: "nobody's yet", email: "nobody-yet@example.com", email_verified: true }));
  const told = ({ status, data }: typeof alone) => ({ status, ...(data as object), id: "", email: "" });
  expect(told(alone)).toEqual(told(ofNewAddress));

  expect((await call("auth.linkIdentity", session, { token, password: "another one" })).error?.data.code).toBe("CREDENTIALS_WRONG");
  expect((await call("auth.linkIdentity", session, { token, password })).status).toBe(200);
  expect((await me(token)).data).toMatchObject({ email, givenName: "Ana", emailVerified: true });
  expect(await stack.database.db.prisma.user.count({ where: { email } })).toBe(1);
  expect((await call("auth.listIdentities", session)).data).toMatchObject({ identities: [{ issuer: issuer.issuer, subject: "owner" }] });
  const thief = await registered("thief@example.com");
  expect((await call("auth.linkIdentity", thief, { token, password })).error?.data.code).toBe("INVALID_INPUT");
  expect((await call("auth.unlinkIdentity", session, { issuer: issuer.issuer, password })).status).toBe(200);
  expect((await me(token)).data).toMatchObject({ email, emailVerified: false });
});

test("whoever links a token keeps what they booked with it before; an account that an admin has disabled is not left by linking it elsewhere", async () => {
  const email = "moves@example.com";
  const token = await issuer.sign({ sub: "moves", email });
  await me(token);
  const { id } = await userOf(email);
  const session = await registered(email);
  const flight = await makeFlight(stack.database.db);
  const { id: bookingId } = await hold({ ...stack.dependencies.app, actor: actorOf(id, email) }, flight, ["1A"]);
  await stack.database.db.prisma.user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect((await call("auth.linkIdentity", session, { token, password })).error?.data.code).toBe("INVALID_INPUT");
  await stack.database.db.prisma.user.update({ where: { id }, data: { disabledAt: null } });
  expect((await call("auth.linkIdentity", session, { token, password })).error).toBeNull();

  for (const either of [session, token]) expect((await call("bookings.get", either, { bookingId })).data).toMatchObject({ id: bookingId });
  expect(await stack.database.db.prisma.user.count({ where: { email } })).toBe(1);
});

test("a disabled user's token is refused at once, and so is that of an account with a second factor, which it does not show", async () => {
  const email = "barred@example.com";
  const session = await registered(email);
  const token = await issuer.sign({ sub: "barred", email });
  await call("auth.linkIdentity", session, { token, password });
  const { id } = await userOf(email);
  const disable = (disabledAt: Date | null) => stack.database.db.prisma.user.update({ where: { id }, data: { disabledAt } });
  await disable(new Date());
  expect((await me(token)).error?.message).toBe("This account is disabled");
  await disable(null);
  expect((await me(token)).status).toBe(200);

  const { data } = await call("auth.setUpSecondFactor", session, { password });
  expect((await me(token)).status).toBe(200);
  await call("auth.confirmSecondFactor", session, { code: await authenticatorCode(stack.dependencies.app, data) });
  expect((await me(token)).error).toMatchObject({
    message: expect.stringMatching(/second factor/u) as unknown,
    data: { code: "UNAUTHENTICATED" },
  });
});

test("whoever proves the address of an account by mail that once was opened without throws out who came before: link, second factor, password", async () => {
  const email = "victim@example.com";
  const token = await issuer.sign({ sub: "squatter", email });
  expect((await me(token)).status).toBe(200);
  const { id } = await userOf(email);
  await stack.database.db.prisma.user.update({ where: { id }, data: { passwordHash: "the squatter's" } });
  await stack.database.db.prisma.secondFactor.create({ data: { userId: id, secretSealed: "the squatter's" } });
  const code = "a".repeat(40);
  const tokenHash = createHash("sha256").update(code).digest("hex");
  const expiresAt = new Date(Date.now() + 60_000);
  await stack.database.db.prisma.accountToken.create({ data: { tokenHash, userId: id, purpose: "reset_password", email, expiresAt } });
  expect((await call("auth.resetPassword", "", { token: code, newPassword: password })).status).toBe(200);

  expect((await me(token)).data).not.toMatchObject({ id });
  expect((await me(await loggedIn(email))).data).toMatchObject({ id, emailVerified: true, secondFactor: false });
});

test("a role that an admin gives counts for the token too", async () => {
  const token = await issuer.sign({ sub: "clerk", email: "clerk@example.com" });
  await me(token);
  await stack.database.db.prisma.user.updateMany({
    where: { email: "clerk@example.com" },
    data: { role: "staff", emailVerifiedAt: new Date() },
  });

  expect((await call("admin.refunds.list", token, {})).status).toBe(200);
  expect((await call("admin.users.list", token, {})).error?.data.code).toBe("FORBIDDEN");
});

test("an account without a password is told how to get one where it is asked for it", async () => {
  const token = await issuer.sign({ sub: "bare", email: "bare@example.com" });

  expect((await call("profile.erase", token, { password })).error).toMatchObject({
    message: expect.stringMatching(/no password yet/u) as unknown,
    data: { code: "CREDENTIALS_WRONG" },
  });
});

test("keys that are out of reach are no fault of the token: try again", async () => {
  await using gone = await startIssuer("https://gone.example");
  await using other = await startTestStack({ worker: false, env: { TOKEN_ISSUERS: JSON.stringify([gone.trusted]) } });
  const token = await gone.sign({ sub: "x", email: "x@example.com" });
  await gone[Symbol.asyncDispose]();

  expect(await callProcedure(other.url, "auth.me", { token })).toMatchObject({
    status: 503,
    error: { data: { code: "OVERLOADED", retryable: true } },
  });
});
