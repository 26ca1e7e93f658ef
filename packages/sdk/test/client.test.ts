import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import type { ClientOptions } from "../src/index.ts";
import { data, refusal, startStubServer } from "./stub-server.ts";

const url = "https://api.example.com";

// What someone without a compiler writes, or whose environment lacks the variable.
const nowhere = JSON.parse("{}") as ClientOptions;
const nothing = JSON.parse("null") as ClientOptions;

test.for<[ClientOptions, string]>([
  [nowhere, 'url: createClient needs the server\'s address, { url: "https://api.example.com" }, not "undefined"'],
  [nothing, 'url: createClient needs the server\'s address, { url: "https://api.example.com" }, not "undefined"'],
  [{ url: "" }, 'url: createClient needs the server\'s address, { url: "https://api.example.com" }, not ""'],
  [{ url: "api.example.com" }, 'url: createClient needs the server\'s address, { url: "https://api.example.com" }, not "api.example.com"'],
  [{ url: "ftp://example.com" }, "url: The address must begin with https:// or http://, not ftp:"],
  [{ url: "https://ana:secret@example.com" }, "url: The address must not hold a user name or a password; pass a `token`"],
  [{ url, timeoutMs: 0 }, "timeoutMs: A time limit is a number of milliseconds above 0, not 0"],
  [{ url, retry: { attempts: 0 } }, "retry.attempts: A whole number from 1 on, not 0"],
  [{ url, token: "secret\n" }, "token: 1 to 8192 visible ASCII characters, without spaces and line breaks"],
])("options that make no sense are refused in a sentence: %o", ([options, message]) => {
  expect(() => createClient(options)).toThrow(expect.objectContaining({ code: "INVALID_INPUT", message }));
});

test("an idempotency key that cannot travel is refused before anything is sent", async () => {
  await using server = await startStubServer(data(null));
  const { bookings } = createClient({ url: server.url });
  const pending = bookings.release({ bookingId: "bkg_1" }, { idempotencyKey: "" });
  await expect(pending).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "idempotencyKey" }] } });
  expect(server.received).toHaveLength(0);
});

test("a path in front of the API is kept, and each call is a request of its own", async () => {
  await using server = await startStubServer(data({ id: "usr_1" }));
  const skyhold = createClient({ url: `${server.url}/skyhold/` });
  await Promise.all([skyhold.auth.me(), skyhold.payments.get({ paymentId: "pay_1" })]);
  expect(server.received.map((got) => got.url.pathname).toSorted()).toEqual(["/skyhold/trpc/auth.me", "/skyhold/trpc/payments.get"]);
});

test("the token travels with every call, also the raw client's, until it is taken away", async () => {
  await using server = await startStubServer(data({ id: "usr_1" }));
  const skyhold = createClient({ url: server.url, token: "token-1" });
  await skyhold.auth.me();
  skyhold.setToken("token-2");
  await skyhold.trpc.auth.me.query();
  skyhold.setToken(null);
  await skyhold.auth.me();
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-2", undefined]);
});

test("logging out of a session that has ended is no error; when it fails, the token stays", async () => {
  await using server = await startStubServer(
    refusal({ code: "INTERNAL", status: 500 }),
    refusal({ code: "UNAUTHENTICATED", status: 401 }),
    data(null),
  );
  const { auth } = createClient({ url: server.url, token: "token-1" });
  await expect(auth.logout()).rejects.toMatchObject({ code: "INTERNAL" });
  await expect(auth.logout()).resolves.toBeUndefined();
  await auth.me();
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer token-1", "Bearer token-1", undefined]);
});

test("an e-ticket comes as bytes", async () => {
  const base64 = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]).toString("base64");
  await using server = await startStubServer(data({ fileName: "e-ticket-K7QX2M.pdf", contentType: "application/pdf", base64 }));
  await expect(createClient({ url: server.url }).bookings.eTicket({ bookingId: "bkg_1" })).resolves.toEqual({
    fileName: "e-ticket-K7QX2M.pdf",
    contentType: "application/pdf",
    bytes: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]),
  });
});
