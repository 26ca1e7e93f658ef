import { once } from "node:events";
import { request as httpRequest } from "node:http";

import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import { callOperation } from "../testing/call-operation.ts";
import type { OperationCall } from "../testing/call-operation.ts";
import { createCast } from "../testing/cast.ts";
import { eventually, stripeOf } from "../testing/paid-booking.ts";

const uuid = () => crypto.randomUUID();

test("a traveller with nothing but HTTP searches, holds, names passengers, pays and gets the e-ticket", async () => {
  await using stack = await startTestStack();
  const cast = await createCast(stack);
  const token = await cast.tokenOf("traveller");
  const call = (name: string, given: OperationCall) => callOperation(stack.url, name, { token, ...given });

  const held = await call("bookings.hold", {
    input: { offer: await cast.offer(), seats: [["1A"]] },
    headers: { "idempotency-key": uuid() },
  });
  expect(held).toMatchObject({ status: 200, data: { state: "held" } });
  const { id: bookingId } = held.data as { id: string };
  const passengers = [{ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }];
  expect(await call("bookings.setPassengers", { input: { bookingId, passengers } })).toMatchObject({ status: 200 });
  const started = await call("payments.start", { input: { bookingId }, headers: { "x-idempotency-key": uuid() } });
  const { paymentId, clientSecret } = started.data as { paymentId: string; clientSecret: string };
  await stripeOf(stack).paymentIntents.confirm(clientSecret.split("_secret")[0] ?? "", { payment_method: "pm_card_visa" });
  expect(await call("payments.get", { input: { paymentId } })).toMatchObject({ status: 200, data: { bookingId } });
  await eventually(async () => ((await call("bookings.get", { input: { bookingId } })).data as { state: string }).state === "confirmed");

  const ticket = await call("bookings.eTicket", { input: { bookingId } });
  expect(ticket.headers.get("content-type")).toBe("application/pdf");
  expect(ticket.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w.-]+\.pdf"$/u);
  expect(String(ticket.data)).toMatch(/^%PDF-/u);
});

test("a payment without an idempotency key is refused; the same key twice gets the first answer", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  const token = await cast.tokenOf("traveller");
  const bookingId = await cast.heldBooking();
  const extend = (headers: OperationCall["headers"]) =>
    callOperation(stack.url, "bookings.extend", { token, input: { bookingId }, ...(headers && { headers }) });

  expect(await callOperation(stack.url, "payments.start", { token, input: { bookingId } })).toMatchObject({
    status: 400,
    problem: { type: "/docs/errors/IDEMPOTENCY_KEY_REQUIRED", title: "Idempotency key required", retryable: false },
  });
  const headers = { "idempotency-key": uuid() };
  const [first, second] = [await extend(headers), await extend(headers)];
  expect([first.headers.get("idempotency-replayed"), second.headers.get("idempotency-replayed")]).toEqual([null, "true"]);
  expect(second.data).toEqual(first.data);
});

test("fields of fields, lists and lists of objects come in the query", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  await stack.dependencies.db.prisma.airline.create({ data: { iata: "NV", icao: "NVA", accountingCode: "998", name: "Nova Air" } });
  const input = {
    origin: "CDG",
    destination: "LIS",
    departureDate: "2190-03-01",
    passengers: { adults: 2, children: 1 },
    airlines: ["XT", "NV"],
    furtherLegs: [{ origin: "LIS", destination: "CDG", departureDate: "2190-03-08" }],
  };
  const found = await callOperation(stack.url, "flights.search", { input, token: await cast.tokenOf("traveller") });

  expect(found).toMatchObject({ status: 200, data: { count: expect.any(Number), onward: [expect.anything()] } });
  const wrong = await callOperation(stack.url, "flights.search", { input: { ...input, passengers: { adults: "two" } } });
  expect(wrong.problem).toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "passengers.adults" }] } });
});

test("passwords are guessed as slowly over REST, and both ways count together", async () => {
  await using stack = await startTestStack({ worker: false, env: { RATE_LIMIT_PER_MINUTE: "40" } });
  const input = { email: "ana@example.com", password: "guess" };
  const guess = () => callOperation(stack.url, "auth.login", { input });
  const overTrpc = await fetch(`${stack.url}/trpc/auth.login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ json: input }),
  });

  expect([overTrpc.status, (await guess()).status]).toEqual([401, 401]);
  const refused = await guess();
  expect(refused).toMatchObject({ status: 429, problem: { code: "RATE_LIMITED", retryable: true } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("a change with a cookie from another page is refused, and login with a cookie sets one", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  const input = { email: cast.emailOf("traveller"), password: cast.password };
  const signedIn = await callOperation(stack.url, "auth.loginWithCookie", { input, headers: { origin: stack.url } });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";

  expect(signedIn.status).toBe(200);
  expect(await callOperation(stack.url, "auth.me", { headers: { cookie } })).toMatchObject({ status: 200, data: { email: input.email } });
  const foreign = await callOperation(stack.url, "auth.logout", { headers: { cookie, origin: "https://evil.example" } });
  expect(foreign).toMatchObject({ status: 403, problem: { code: "ORIGIN_REFUSED" } });
});

test("a seat map is followed as server-sent events, and ends when its reader leaves", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  const stream = httpRequest(`${stack.url}/api/v1/flights/${cast.flightId}/seats/watch`);
  stream.end();
  const [response] = (await once(stream, "response")) as [AsyncIterable<Buffer> & { headers: Record<string, string>; destroy(): void }];

  expect(response.headers["content-type"]).toBe("text/event-stream");
  let text = "";
  for await (const chunk of response) {
    text += String(chunk);
    const events = text.split("\n\n").length - 1;
    if (events === 1)
      await callOperation(stack.url, "bookings.hold", {
        token: await cast.tokenOf("traveller"),
        input: { offer: await cast.offer(), seats: [["2B"]] },
      });
    if (text.includes('"held"')) break;
  }
  expect(text).toMatch(/^id: [^\n]+\ndata: \{/u);
});
