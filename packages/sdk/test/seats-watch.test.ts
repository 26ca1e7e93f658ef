import { openAccount, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import type { FlightId } from "@skyhold/core/testing";
import { serialize } from "superjson";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import type { RequestReport, SeatEvent, Skyhold } from "../src/index.ts";
import { plain, refusal, silence, startStubServer } from "./stub-server.ts";
import type { Reply } from "./stub-server.ts";

const quick = { attempts: 3, baseDelayMs: 1, maxDelayMs: 20 };
const statesOf = (event: SeatEvent | undefined) => Object.fromEntries(event?.seats.map(({ seat, state }) => [seat, state]) ?? []);

async function newTraveller(stack: TestStack, email: string): Promise<Skyhold> {
  const skyhold = createClient({ url: stack.url, retry: quick });
  skyhold.setToken((await openAccount(stack, { email, password: "correct horse battery", givenName: "Ana", surname: "Novák" })).token);
  return skyhold;
}

async function hold(stack: TestStack, skyhold: Skyhold, { flightId, seat }: { flightId: FlightId; seat: string }) {
  const flight = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const { offers } = await skyhold.flights.search({ origin: "PAR", destination: "LIS", departureDate });
  const offer = offers.find((candidate) => candidate.segments[0]?.flight.id === flightId);
  return skyhold.bookings.hold({ offer: offer?.token ?? "", seats: [[seat]] });
}

/** The events of a watch, one by one. */
function watch(skyhold: Skyhold, flightId: string, signal?: AbortSignal) {
  const iterator = skyhold.seats.watch({ flightId }, { signal })[Symbol.asyncIterator]();
  return {
    next: async () => (await iterator.next()).value as SeatEvent | undefined,
    [Symbol.asyncDispose]: async () => void (await iterator.return?.()),
  };
}

test("what one traveller does the other sees within a moment: held, yours, given back, run out", async () => {
  await using stack = await startTestStack({ worker: false, env: { HOLD_SECONDS: "2" } });
  const [ana, jan] = [await newTraveller(stack, "ana@example.com"), await newTraveller(stack, "jan@example.com")];
  const flightId = await makeFlight(stack.database.db);
  await using seenByAna = watch(ana, flightId);
  await using seenByJan = watch(jan, flightId);
  const [first] = [await seenByAna.next(), await seenByJan.next()];
  expect([first?.type, first?.seats.length]).toEqual(["snapshot", 30]);

  const booking = await hold(stack, ana, { flightId, seat: "1A" });
  const answered = performance.now();
  const [own, foreign] = [await seenByAna.next(), await seenByJan.next()];
  expect(performance.now() - answered).toBeLessThan(1000);
  expect(own?.seats).toEqual([{ seat: "1A", state: "yours", heldUntil: booking.expiresAt }]);
  expect(foreign?.seats).toEqual([{ seat: "1A", state: "held", heldUntil: null }]);

  await ana.bookings.release({ bookingId: booking.id });
  expect([statesOf(await seenByAna.next()), statesOf(await seenByJan.next())]).toEqual([{ "1A": "free" }, { "1A": "free" }]);

  const again = await hold(stack, ana, { flightId, seat: "1B" });
  expect(statesOf(await seenByJan.next())).toEqual({ "1B": "held" });
  expect(statesOf(await seenByJan.next())).toEqual({ "1B": "free" });
  // Both read the machine's clock here.
  expect(Date.now() - (again.expiresAt?.getTime() ?? 0)).toBeLessThan(1000);
});

test("a watch that is cut off goes on by itself and misses nothing", async () => {
  await using stack = await startTestStack({ worker: false });
  const flightId = await makeFlight(stack.database.db);
  const cuts: AbortController[] = [];
  const reports: RequestReport[] = [];
  const skyhold = createClient({
    url: stack.url,
    retry: quick,
    onRequest: (report) => void reports.push(report),
    fetch: (url, request) => {
      const cut = new AbortController();
      cuts.push(cut);
      return fetch(url, { ...request, signal: AbortSignal.any([request.signal, cut.signal]) });
    },
  });
  const seen = new Map<string, string>();
  await using watching = watch(skyhold, flightId);
  for (const { seat, state } of (await watching.next())?.seats ?? []) seen.set(seat, state);

  for (const seat of ["1A", "1B", "1C"]) {
    const next = watching.next();
    cuts.at(-1)?.abort();
    await stack.database.db.pool.query(
      "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, $2, 'economy', 'crew', 'infinity')",
      [flightId, seat],
    );
    const event = await next;
    expect([event?.type, statesOf(event)]).toEqual(["changes", { [seat]: "blocked" }]);
  }

  expect(cuts).toHaveLength(4);
  expect(reports.map(({ procedure, error }) => [procedure, error?.code])).toEqual(
    Array.from({ length: 3 }, () => ["seats.watch", "NETWORK"]),
  );
});

test("a server that stops is waited for, and so is one whose connections only seem to live", async () => {
  await using server = await startStubServer(
    stream(["connected", '{"reconnectAfterInactivityMs":50}'], ["message", change("a", "1A", "free")]),
    plain(503, {}, "down for a moment"),
    refusal({ code: "INTERNAL", status: 500 }),
    stream(["message", change("b", "1A", "held")]),
    silence,
  );
  await using watching = watch(createClient({ url: server.url, token: "t0ken", retry: quick }), "flt_1");

  expect([statesOf(await watching.next()), statesOf(await watching.next())]).toEqual([{ "1A": "free" }, { "1A": "held" }]);
  expect(server.received.map(({ url }) => (url.searchParams.get("input") ?? "").includes('"lastEventId":"a"'))).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(new Set(server.received.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer t0ken"]));
});

test("what cannot begin is told like any other call's failure, after as many attempts", async () => {
  await using stack = await startTestStack({ worker: false });
  await using server = await startStubServer(plain(502, { "content-type": "text/html" }, "<html>"));
  const unknown = "flt_00000000-0000-7000-8000-000000000000";

  await expect(watch(createClient({ url: stack.url }), unknown).next()).rejects.toMatchObject({
    code: "NOT_FOUND",
    details: { what: "flight" },
  });
  await expect(watch(createClient({ url: server.url, retry: quick }), unknown).next()).rejects.toMatchObject({
    code: "BAD_RESPONSE",
    status: 502,
  });
  expect(server.received).toHaveLength(3);

  await using other = await startStubServer(stream(["connected", "welcome"]));
  await expect(watch(createClient({ url: other.url }), unknown).next()).rejects.toMatchObject({
    code: "BAD_RESPONSE",
    details: { excerpt: "welcome" },
  });
});

test("leaving the loop or aborting the signal ends the watch quietly, and the server knows at once", async () => {
  await using stack = await startTestStack({ worker: false });
  const { seatBoards } = stack.dependencies.app;
  const skyhold = createClient({ url: stack.url });
  const flightId = await makeFlight(stack.database.db);
  for await (const { type } of skyhold.seats.watch({ flightId })) if (type === "snapshot") break;
  const controller = new AbortController();
  for await (const { type } of skyhold.seats.watch({ flightId }, { signal: controller.signal }))
    if (type === "snapshot") setTimeout(() => controller.abort(), 20);

  await expect.poll(() => seatBoards.followers()).toBe(0);
  for await (const event of skyhold.seats.watch({ flightId }, { signal: AbortSignal.abort() })) expect(event).toBe("none");
});

function change(version: string, seat: string, state: string): string {
  return JSON.stringify(serialize({ type: "changes", version, seats: [{ seat, state, heldUntil: null }] }));
}

/** Begins a stream that never ends. */
function stream(...events: readonly (readonly [string, string])[]): Reply {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const [name, data] of events) response.write(`event: ${name}\ndata: ${data}\nid: a\n\n\n`);
  };
}
