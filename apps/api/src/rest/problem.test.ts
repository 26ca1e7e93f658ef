import { errorTable } from "@skyhold/core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import type { TestStack } from "../testing.ts";

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ worker: false });
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

async function send(line: string, { body = "", type = "application/json" } = {}) {
  const [method = "GET", path = ""] = line.split(" ");
  const response = await fetch(`${stack.url}${path}`, { method, ...(body !== "" && { body, headers: { "content-type": type } }) });
  const problem = (await response.json()) as { status: number; code: string; requestId: string; type: string; detail: string };
  return { response, problem };
}

test.each([
  ["GET /api/v1/nowhere", {}, "NOT_FOUND"],
  ["DELETE /api/v1/bookings", {}, "METHOD_NOT_ALLOWED"],
  ["POST /api/v1/auth/login", { body: JSON.stringify({ email: "x".repeat(70_000) }) }, "BODY_TOO_LARGE"],
  ["POST /api/v1/auth/login", { body: "email=a", type: "application/x-www-form-urlencoded" }, "MEDIA_TYPE_UNSUPPORTED"],
  ["POST /api/v1/auth/login", { body: "{" }, "INVALID_INPUT"],
  ["POST /api/v1/auth/login", { body: '{"__proto__":{"role":"admin"}}' }, "INVALID_INPUT"],
  ["POST /api/v1/auth/login", { body: "[]" }, "INVALID_INPUT"],
  ["POST /api/v1/auth/login?email=a@b.example", { body: "{}" }, "INVALID_INPUT"],
  ["GET /api/v1/flights/search?origin=CDG&destination=LIS&departureDate=2026-12-01&price=0", {}, "INVALID_INPUT"],
  ["GET /api/v1/flights/search?origin=CDG&origin=LIS&destination=LIS&departureDate=2026-12-01", {}, "INVALID_INPUT"],
  ["GET /api/v1/bookings", {}, "UNAUTHENTICATED"],
  ["GET /api/v1/flights/%00", {}, "INVALID_INPUT"],
] as const)("%s %j is answered with a problem document of %s, whose link leads to its page", async (line, given, code) => {
  const { response, problem } = await send(line, given);
  const { status } = errorTable[code];

  expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(problem).toMatchObject({ status, code, requestId: response.headers.get("x-request-id"), type: `/docs/errors/${code}` });
  expect(response.status).toBe(status);
  const page = await fetch(new URL(problem.type, stack.url));
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(code)]);
});

test("a method that a path does not take is answered with those that it takes", async () => {
  const { response, problem } = await send("DELETE /api/v1/bookings");

  expect(response.headers.get("allow")).toBe("POST, GET");
  expect(problem).toMatchObject({ details: { allowed: ["POST", "GET"] } });
});

test.each(["/docs", "/docs/", "/docs/errors", "/docs/errors/"])("%s is a page, however its address ends", async (address) => {
  const { status, headers } = await fetch(`${stack.url}${address}`);

  expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
});
