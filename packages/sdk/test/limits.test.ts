import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import { data, refusal, silence, startStubServer } from "./stub-server.ts";

const busyForLong = refusal({ code: "OVERLOADED", status: 503, retryable: true, details: { retryAfterSeconds: 2 } });

test("a call that takes too long rejects with TIMEOUT and is not repeated", async () => {
  await using server = await startStubServer(silence);
  const skyhold = createClient({ url: server.url, timeoutMs: 400 });
  await expect(skyhold.auth.me()).rejects.toMatchObject({ code: "TIMEOUT", details: { timeoutMs: 400 }, retryable: true, status: null });
  expect(server.received).toHaveLength(1);
});

test("a call's own time limit goes before the client's, and covers the body", async () => {
  await using server = await startStubServer((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"result":');
  });
  const skyhold = createClient({ url: server.url });
  await expect(skyhold.auth.me({ timeoutMs: 60 })).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("an aborted call rejects with ABORTED and the signal's reason, and the server sees the connection close", async () => {
  const closed = Promise.withResolvers<boolean>();
  await using server = await startStubServer((response) => response.on("close", () => closed.resolve(true)));
  const controller = new AbortController();
  const skyhold = createClient({ url: server.url });
  const pending = skyhold.auth.me({ signal: controller.signal });
  const reason = new Error("The traveller went away");
  setTimeout(() => controller.abort(reason), 30);
  await expect(pending).rejects.toMatchObject({ code: "ABORTED", cause: reason, retryable: false });
  await expect(closed.promise).resolves.toBe(true);
  expect(server.received).toHaveLength(1);
});

test("a signal that is aborted already keeps the call from being sent", async () => {
  await using server = await startStubServer(data(null));
  const skyhold = createClient({ url: server.url });
  await expect(skyhold.auth.me({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "ABORTED" });
  expect(server.received).toHaveLength(0);
});

test("the wait before a repetition can be aborted", async () => {
  await using server = await startStubServer(busyForLong);
  const began = performance.now();
  await expect(createClient({ url: server.url }).auth.me({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ code: "ABORTED" });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(server.received).toHaveLength(1);
});

test("limits hold for a fetch that knows nothing of signals", async () => {
  const never = () => new Promise<Response>(() => undefined);
  const skyhold = createClient({ url: "http://127.0.0.1:9", fetch: never, timeoutMs: 40 });
  await expect(skyhold.auth.me()).rejects.toMatchObject({ code: "TIMEOUT" });
});

test("there may be no limit at all", async () => {
  await using server = await startStubServer(data({ id: "usr_1" }));
  await expect(createClient({ url: server.url, timeoutMs: Infinity }).auth.me()).resolves.toEqual({ id: "usr_1" });
});
