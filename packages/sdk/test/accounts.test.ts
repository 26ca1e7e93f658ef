import { startTestStack } from "@skyhold/api/testing";
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

test("registering signs in, logging out signs out, logging in signs in again", async () => {
  const { auth } = createClient({ url: stack.url });
  const { account, expiresAt } = await auth.register(person("ana@example.com"));
  expect(account).toMatchObject({ email: "ana@example.com", givenName: "Ana", role: "traveller" });
  expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
  await expect(auth.me()).resolves.toEqual(account);
  await auth.logout();
  await expect(auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED", status: 401, retryable: false });
  await auth.login({ email: "ana@example.com", password });
  await expect(auth.me()).resolves.toEqual(account);
});

test("a kept token signs another client in, and logging out ends that session alone", async () => {
  const atHome = createClient({ url: stack.url });
  const { token } = await atHome.auth.register(person("bo@example.com"));
  const kept = createClient({ url: stack.url, token });
  const onTheRoad = createClient({ url: stack.url });
  await onTheRoad.auth.login({ email: "bo@example.com", password });
  await kept.auth.logout();
  await expect(atHome.auth.me()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(onTheRoad.auth.me()).resolves.toMatchObject({ email: "bo@example.com" });
});

test("refusals of the real server are told by code, with a request id", async () => {
  const { auth } = createClient({ url: stack.url });
  await auth.register(person("cy@example.com"));
  await expect(auth.register(person("cy@example.com"))).rejects.toMatchObject({ code: "EMAIL_TAKEN", status: 409, details: null });
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
