import { makeFlight } from "@skyhold/core/testing";
import type { FlightId } from "@skyhold/core/testing";
import { deserialize, serialize } from "superjson";
import type { SuperJSONResult } from "superjson";
import { expect, test } from "vitest";

import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openQueue } from "./jobs/queue.ts";
import { createLog } from "./log.ts";
import { buildServer } from "./server.ts";
import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";

/** What the tests look at, of an event. */
interface SeatEvent {
  readonly type: string;
  readonly version: string;
  readonly seats: readonly { readonly seat: string; readonly state: string; readonly heldUntil: Date | null }[];
  readonly data?: { readonly code: string };
}

/** One server-sent event as it came. */
interface Frame {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** Watches as any client of server-sent events would. */
async function watch(url: string, flightId: string, headers: Readonly<Record<string, string>> = {}) {
  const controller = new AbortController();
  const input = encodeURIComponent(JSON.stringify(serialize({ flightId })));
  const response = await fetch(`${url}/trpc/seats.watch?input=${input}`, { headers, signal: controller.signal });
  const frames = readFrames(response);
  const next = async (): Promise<SeatEvent> => {
    for (;;) {
      const { value } = await frames.next();
      if (!value) throw new Error("The stream has ended");
      if (value.event === "message" || value.event === "serialized-error") return deserialize(JSON.parse(value.data) as SuperJSONResult);
    }
  };
  return { response, frames, next, [Symbol.dispose]: () => controller.abort() };
}

async function* readFrames(response: Response): AsyncGenerator<Frame, void, undefined> {
  let text = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames.filter((lines) => lines.trim() !== "")) yield toFrame(frame);
  }
}

function toFrame(frame: string): Frame {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "mu").exec(frame)?.[1];
  return { event: field("event") ?? "message", id: field("id") ?? "", data: field("data") ?? "" };
}

const statesOf = (event: SeatEvent) => Object.fromEntries(event.seats.map(({ seat, state }) => [seat, state]));

/** Any change of a seat's state will do. */
async function block(stack: TestStack, flightId: FlightId, seat: string): Promise<void> {
  await stack.database.db.pool.query(
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, $2, 'economy', 'crew rest', 'infinity')",
    [flightId, seat],
  );
}

/** Another API process on the same database. */
async function secondServer(stack: TestStack) {
  const env = readEnv({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    DATABASE_URL: stack.database.url,
    STRIPE_SECRET_KEY: stack.stripe.secretKey,
    STRIPE_API_URL: stack.stripe.url,
    STRIPE_WEBHOOK_SECRETS: "whsec_test",
    SMTP_URL: stack.mailbox.smtpUrl,
    OFFER_SIGNING_KEYS: "test:a-signing-secret-for-tests-of-some-length",
    PERSONAL_DATA_KEYS: "test:a-sealing-secret-for-tests-of-some-length",
    RATE_LIMIT_PER_MINUTE: "0",
  });
  const log = createLog("silent", "test");
  const dependencies = await buildDependencies(env, log, openQueue);
  const server = await buildServer(env, log, dependencies);
  return {
    url: await server.listen({ host: "127.0.0.1", port: 0 }),
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await dependencies[Symbol.asyncDispose]();
    },
  };
}

test("a change reaches the watchers of every API process within a moment of its commit", async () => {
  await using stack = await startTestStack({ worker: false });
  await using second = await secondServer(stack);
  const flightId = await makeFlight(stack.database.db);
  using here = await watch(stack.url, flightId);
  using there = await watch(second.url, flightId);
  expect([(await here.next()).type, (await there.next()).type]).toEqual(["snapshot", "snapshot"]);
  expect(here.response.headers.get("content-type")).toBe("text/event-stream");

  const delays: number[] = [];
  for (const seat of ["1A", "1B", "1C", "1D", "1E", "1F"]) {
    await block(stack, flightId, seat);
    const committed = performance.now();
    const events = await Promise.all([here.next(), there.next()]);
    delays.push(performance.now() - committed);
    expect(events.map(statesOf)).toEqual([{ [seat]: "blocked" }, { [seat]: "blocked" }]);
  }

  // By the notice, and not by the look that is taken every ten seconds all the same; how fast on a free machine, `pnpm bench watchers` tells.
  expect(Math.min(...delays)).toBeLessThan(250);
  expect(Math.max(...delays)).toBeLessThan(8000);
});

test("a client that was cut off goes on with its last event's id, and gets a snapshot from another process", async () => {
  await using stack = await startTestStack({ worker: false });
  await using second = await secondServer(stack);
  const flightId = await makeFlight(stack.database.db);
  let id = "";
  {
    using watching = await watch(stack.url, flightId);
    id = (await watching.next()).version;
  }
  await block(stack, flightId, "2A");

  using again = await watch(stack.url, flightId, { "last-event-id": id });
  using elsewhere = await watch(second.url, flightId, { "last-event-id": id });
  const [missed, all] = [await again.next(), await elsewhere.next()];

  expect([missed.type, statesOf(missed)]).toEqual(["changes", { "2A": "blocked" }]);
  expect([all.type, all.seats.length, statesOf(all)["2A"]]).toEqual(["snapshot", 30, "blocked"]);
});

test("who goes away is forgotten", async () => {
  await using stack = await startTestStack({ worker: false });
  const flightId = await makeFlight(stack.database.db);
  const { seatBoards } = stack.dependencies.app;
  const watchers = await Promise.all(Array.from({ length: 20 }, () => watch(stack.url, flightId)));
  await Promise.all(watchers.map((watcher) => watcher.next()));
  expect(seatBoards.followers()).toBe(20);

  for (const watcher of watchers) watcher[Symbol.dispose]();

  await expect.poll(() => seatBoards.followers(), { timeout: 2000 }).toBe(0);
});

test("an unknown flight is an error by name, and an id that is none is refused", async () => {
  await using stack = await startTestStack({ worker: false });
  using unknown = await watch(stack.url, "flt_00000000-0000-7000-8000-000000000000");
  using wrong = await watch(stack.url, "flt_1");

  expect((await unknown.next()).data).toMatchObject({ code: "NOT_FOUND", details: { what: "flight" }, status: 404 });
  expect((await wrong.next()).data).toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "flightId" }] } });
});

test("a server that stops ends open streams at once, and says no farewell that would keep clients from coming back", async () => {
  await using stack = await startTestStack({ worker: false });
  const flightId = await makeFlight(stack.database.db);
  using watching = await watch(stack.url, flightId);
  await watching.next();

  const began = performance.now();
  await stack.server.close();

  expect(performance.now() - began).toBeLessThan(2000);
  expect(await watching.frames.next()).toMatchObject({ done: true });
  expect(stack.dependencies.app.seatBoards.followers()).toBe(0);
});
