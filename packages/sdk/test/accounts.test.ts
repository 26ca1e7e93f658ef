import { openAccount, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createClient } from "../src/index.ts";

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ worker: false });
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

const password = "correct horse battery";

function person(email: string) {
  return { email, password, givenName: "Ana", surname: "Lima" };
}

/** A client that carries a session of a new account's. */
async function newcomer(email: string) {
  const { token, account } = await openAccount(stack, person(email));
  return { skyhold: createClient({ url: stack.url, token }), token, account };
}

test("registering and giving the mailed code signs in, logging out signs out, logging in signs in again", async () => {
  await using whole = await startTestStack();
  const { auth } = createClient({ url: whole.url });
  expect(await auth.register(person("ana@example.com"))).toEqual({ verificationSent: true });
  const find = () => whole.mailbox.list()[0];
  await expect.poll(find, { timeout: 30_000 }).toBeDefined();
  const token = /Code: (\w+)/u.exec(find()?.text ?? "")?.[1] ?? "";
  await expect(auth.confirmRegistration({ token, password: "another one" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  const { account, expiresAt } = await auth.confirmRegistration({ token, password });
  expect(account).toMatchObject({ email: "ana@example.com", givenName: "Ana", role: "traveller" });
  expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
  await expect(auth.me()).resolves.toEqual(account);
  await auth.logout();
  await expect(auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401, retryable: false });
  await auth.login({ email: "ana@example.com", password });
  await expect(auth.me()).resolves.toEqual(account);
});

test("a kept token signs another client in, and logging out ends that session alone", async () => {
  const { skyhold: atHome, token } = await newcomer("bo@example.com");
  const kept = createClient({ url: stack.url, token });
  const onTheRoad = createClient({ url: stack.url });
  await onTheRoad.auth.login({ email: "bo@example.com", password });
  await kept.auth.logout();
  await expect(atHome.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(onTheRoad.auth.me()).resolves.toMatchObject({ email: "bo@example.com" });
});

test("refusals of the real server are told by code, with a request id", async () => {
  const { auth } = createClient({ url: stack.url });
  await newcomer("cy@example.com");
  expect(await auth.register(person("cy@example.com"))).toEqual({ verificationSent: true });
  const unsent = auth.confirmRegistration({ token: "guessed", password });
  await expect(unsent).rejects.toMatchObject({ code: "TOKEN_INVALID", details: null });
  const wrong = auth.login({ email: "cy@example.com", password: "wrong" });
  await expect(wrong).rejects.toMatchObject({ code: "CREDENTIALS_WRONG", requestId: expect.stringMatching(/^[\w-]{8,}$/u) as unknown });
});

test("wrong input is told field by field", async () => {
  const { auth } = createClient({ url: stack.url });
  await expect(auth.register({ ...person("nobody"), password: "short" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    status: 400,
    details: {
      fields: [
        { path: "email", message: "An e-mail address, like ana@example.com" },
        { path: "password", message: "At least 8 characters" },
      ],
    },
  });
});

test("an address that leads elsewhere on the server is told as such", async () => {
  const { auth } = createClient({ url: `${stack.url}/api` });
  await expect(auth.me()).rejects.toMatchObject({ code: "NOT_FOUND", details: { what: "path" }, status: 404 });
});

test("the rate limit is told with the seconds to wait, which are not waited when they outlast the time limit", async () => {
  await using limited = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "20" } });
  const { auth } = createClient({ url: limited.url, timeoutMs: 5_000 });
  await auth.register(person("di@example.com"));
  await expect(auth.login({ email: "di@example.com", password })).rejects.toMatchObject({
    code: "RATE_LIMITED",
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: expect.any(Number) as unknown },
  });
});

test("a forgotten password is replaced with the code that came by mail, and every session ends", async () => {
  await using whole = await startTestStack();
  const skyhold = createClient({ url: whole.url, token: (await openAccount(whole, person("eva@example.com"))).token });
  await whole.database.db.prisma.user.updateMany({ data: { emailVerifiedAt: null } });
  await skyhold.auth.requestEmailVerification();
  const codeOf = async (subject: string) => {
    const find = () => whole.mailbox.list().find((mail) => mail.subject === subject);
    await expect.poll(find, { timeout: 15_000 }).toBeDefined();
    return /Code: (\w+)/u.exec(find()?.text ?? "")?.[1] ?? "";
  };
  await skyhold.auth.verifyEmail({ token: await codeOf("Verify your e-mail address") });
  await expect(skyhold.auth.me()).resolves.toMatchObject({ emailVerified: true });
  await skyhold.auth.requestPasswordReset({ email: "eva@example.com" });
  await skyhold.auth.resetPassword({ token: await codeOf("Choose a new password"), newPassword: "a staple that nobody knows" });
  await expect(skyhold.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await skyhold.auth.login({ email: "eva@example.com", password: "a staple that nobody knows" });
});

test("sessions are listed and ended, and a changed password ends all others", async () => {
  const { skyhold: here } = await newcomer("fay@example.com");
  const there = createClient({ url: stack.url });
  await there.auth.login({ email: "fay@example.com", password });
  const sessions = await here.auth.listSessions();
  await here.auth.revokeSession({ sessionId: sessions.find(({ current }) => !current)?.id ?? "" });
  await expect(there.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await there.auth.login({ email: "fay@example.com", password });
  await here.auth.changePassword({ currentPassword: password, newPassword: "a staple that nobody knows" });
  await expect(there.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(here.auth.me()).resolves.toMatchObject({ email: "fay@example.com" });
});

test("an admin lists users and keeps one out; a traveller may not", async () => {
  const { skyhold: boss, account } = await newcomer("gil@example.com");
  const { skyhold: traveller } = await newcomer("hal@example.com");
  await stack.database.db.prisma.user.update({ where: { id: account.id }, data: { role: "admin", emailVerifiedAt: new Date() } });
  await expect(traveller.admin.users.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  const { users } = await boss.admin.users.list({ email: "hal@" });
  await boss.admin.users.disable({ userId: users[0]?.id ?? "", reason: "asked for it" });
  await expect(traveller.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await boss.admin.users.enable({ userId: users[0]?.id ?? "", reason: "came back" });
  await traveller.auth.login({ email: "hal@example.com", password });
  await expect(boss.admin.users.disable({ userId: account.id, reason: "x" })).rejects.toMatchObject({ code: "LAST_ADMIN", status: 409 });
});
