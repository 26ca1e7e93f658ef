import { expect, expectTypeOf, test } from "vitest";

import { createClient, isSkyholdError, SkyholdError } from "../src/index.ts";
import type { ErrorCode } from "../src/index.ts";
import { cut, data, plain, refusal, startStubServer } from "./stub-server.ts";
import type { Reply } from "./stub-server.ts";

const search = { origin: "CDG", destination: "LIS", departureDate: "2026-12-01" };

async function failure(reply: Reply): Promise<{ error: SkyholdError; url: string }> {
  await using server = await startStubServer(reply);
  const skyhold = createClient({ url: server.url, retry: { attempts: 1 } });
  const error: unknown = await skyhold.flights.search(search).catch((thrown: unknown) => thrown);
  if (!(error instanceof SkyholdError)) throw new Error("The call did not reject with a SkyholdError");
  return { error, url: server.url };
}

test("a refusal keeps its code, details, status and request id, and says where it is explained", async () => {
  const seats = [{ flightId: "flt_1", seat: "12A" }];
  const { error, url } = await failure(refusal({ code: "SEAT_TAKEN", status: 409, details: { seats, alternatives: null } }));
  expect(error).toMatchObject({
    name: "SkyholdError",
    code: "SEAT_TAKEN",
    message: "refused with SEAT_TAKEN",
    details: { seats, alternatives: null },
    status: 409,
    retryable: false,
    requestId: "request-1",
    docs: `${url}/docs/errors/SEAT_TAKEN`,
  });
});

test("dates in details arrive as dates", async () => {
  const expiredAt = new Date("2026-12-01T10:00:00Z");
  const { error } = await failure(refusal({ code: "HOLD_EXPIRED", status: 409, details: { expiredAt } }));
  expect(isSkyholdError(error, "HOLD_EXPIRED") && error.details.expiredAt).toEqual(expiredAt);
});

test("a code narrows the details, and a look at the code of any error does too", () => {
  const error: unknown = new SkyholdError("NOT_FOUND", "There is no such booking", {
    details: { what: "booking" },
    status: 404,
    retryable: false,
    requestId: null,
    docs: null,
  });
  expect(isSkyholdError(error)).toBe(true);
  expect(isSkyholdError(error, "SEAT_TAKEN")).toBe(false);
  expect(isSkyholdError(error, "SEAT_TAKEN", "NOT_FOUND")).toBe(true);
  expect(isSkyholdError(new Error("NOT_FOUND"))).toBe(false);
  if (isSkyholdError(error, "SEAT_TAKEN")) expectTypeOf(error.details.seats[0]?.seat).toEqualTypeOf<string | undefined>();
  if (isSkyholdError(error) && error.code === "NOT_FOUND") expectTypeOf(error.details).toEqualTypeOf<{ readonly what: string }>();
  expectTypeOf<"TIMEOUT" | "ABORTED" | "NETWORK" | "BAD_RESPONSE" | "UNKNOWN" | "SEAT_TAKEN">().toExtend<ErrorCode>();
  expectTypeOf<"SOMETHING_ELSE">().not.toExtend<ErrorCode>();
});

test("a code of a newer server stays visible", async () => {
  const { error, url } = await failure(refusal({ code: "SEAT_ON_FIRE", status: 409, retryable: true, details: { seat: "1A" } }));
  expect(error).toMatchObject({
    code: "UNKNOWN",
    details: { serverCode: "SEAT_ON_FIRE", details: { seat: "1A" } },
    message: "refused with SEAT_ON_FIRE",
    status: 409,
    retryable: true,
    docs: `${url}/docs/errors/SEAT_ON_FIRE`,
  });
});

test("a known code with other details than it promises is not passed off as known", async () => {
  const { error } = await failure(refusal({ code: "SEAT_TAKEN", status: 409, details: { places: 3 } }));
  expect(error).toMatchObject({ code: "UNKNOWN", details: { serverCode: "SEAT_TAKEN", details: { places: 3 } } });
});

test("a known code of which a newer server tells more stays that code, also where there was nothing to tell", async () => {
  const { error } = await failure(refusal({ code: "PAYMENT_PENDING", status: 409, details: { paymentId: "pay_1" } }));
  expect(isSkyholdError(error, "PAYMENT_PENDING")).toBe(true);
  const { error: fuller } = await failure(refusal({ code: "OFFER_INVALID", status: 422, details: { path: "offer", why: "forged" } }));
  expect(isSkyholdError(fuller, "OFFER_INVALID") && fuller.details).toEqual({ path: "offer", why: "forged" });
});

test("an error from in front of the procedures is told like all others", async () => {
  const body = {
    message: "Too many calls",
    code: "RATE_LIMITED",
    details: { retryAfterSeconds: 7 },
    status: 429,
    retryable: true,
    requestId: "r",
  };
  const { error } = await failure(plain(429, { "content-type": "application/json" }, JSON.stringify(body)));
  expect(error).toMatchObject({
    code: "RATE_LIMITED",
    message: "Too many calls",
    details: { retryAfterSeconds: 7 },
    status: 429,
    requestId: "r",
  });
});

test.for([
  {
    of: "a gateway's page",
    reply: plain(502, { "content-type": "text/html", "x-request-id": "edge-1" }, "<h1>Bad gateway</h1>"),
    retryable: true,
  },
  { of: "another website", reply: plain(200, { "content-type": "text/html" }, "<h1>Welcome</h1>"), retryable: false },
  { of: "another API", reply: plain(404, { "content-type": "application/json" }, '{"error":"no"}'), retryable: false },
  { of: "an empty answer", reply: plain(204, {}, ""), retryable: false },
  {
    of: "an answer in another encoding",
    reply: plain(200, { "content-type": "application/json" }, '{"result":{"data":null}}'),
    retryable: false,
  },
])("$of is a BAD_RESPONSE", async ({ reply, retryable }) => {
  const { error } = await failure(reply);
  expect(error).toMatchObject({ code: "BAD_RESPONSE", retryable });
});

test("a gateway's page is quoted, with the request id of the edge", async () => {
  const { error } = await failure(
    plain(502, { "content-type": "text/html", "x-request-id": "edge-1" }, `<h1>Bad gateway</h1>${" ".repeat(500)}`),
  );
  expect(error.message).toBe(
    "The answer (status 502, text/html) is not from a Skyhold API. Check the address and what stands in front of the server.",
  );
  expect(error).toMatchObject({ status: 502, requestId: "edge-1", details: { contentType: "text/html" } });
  expect(isSkyholdError(error, "BAD_RESPONSE") && error.details.excerpt).toMatch(/^<h1>Bad gateway<\/h1> {180}$/u);
});

test("a connection that is cut leaves the outcome open", async () => {
  const { error } = await failure(cut);
  expect(error).toMatchObject({ code: "NETWORK", details: { outcomeUnknown: true }, status: null, retryable: true, requestId: null });
  expect(error.cause).toBeInstanceOf(Error);
});

test("an answer that is cut off in the middle is a network failure", async () => {
  const { error } = await failure((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"result":', () => response.destroy());
  });
  expect(error).toMatchObject({ code: "NETWORK", details: { outcomeUnknown: true } });
});

test("a server that nobody runs is NETWORK, and nothing was sent", async () => {
  const server = await startStubServer(data(null));
  await server[Symbol.asyncDispose]();
  const skyhold = createClient({ url: server.url, retry: { attempts: 1 } });
  await expect(skyhold.auth.me()).rejects.toMatchObject({ code: "NETWORK", details: { outcomeUnknown: false } });
});
