import { expect, test } from "vitest";
import type { z } from "zod";

import { blockSeats } from "../seats/block-seats.ts";
import { getToday } from "../stats/get-today.ts";
import { hold } from "../testing/bookings.ts";
import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { getManifest } from "./get-manifest.ts";
import { listFlights, ListFlightsInput } from "./list-flights.ts";

async function setUp() {
  const core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const soon = await makeFlight(core.app.db, { departsInHours: 10 });
  const later = await makeFlight(core.app.db, { departsInHours: 240 });
  const find = async (input: z.input<typeof ListFlightsInput>) => listFlights(staff, ListFlightsInput.parse(input));
  return { core, ctx, staff, soon, later, find, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test("staff find flights by number, airport, route, day and status, in the order of their departures, page by page", async () => {
  await using made = await setUp();
  const { find, soon, later } = made;
  const ids = async (input: z.input<typeof ListFlightsInput>) => (await find(input)).flights.map(({ id }) => id);
  expect(await ids({})).toEqual([soon, later]);
  expect(await ids({ query: "cdg" })).toEqual([soon, later]);
  expect(await ids({ query: "CDG-LIS" })).toEqual([soon, later]);
  expect(await ids({ query: "LIS-CDG" })).toEqual([]);
  expect(await ids({ query: "XT" })).toEqual([soon, later]);
  const [first, second] = (await find({})).flights;
  expect(await ids({ query: second?.designator ?? "" })).toEqual([later]);
  expect(await ids({ departureDate: first?.departs.local.slice(0, 10) })).toEqual([soon]);
  expect(await ids({ status: "cancelled" })).toEqual([]);
  const page = await find({ limit: 1 });
  expect(page.flights.map(({ id }) => id)).toEqual([soon]);
  expect(await find({ limit: 1, cursor: page.nextCursor ?? "" })).toMatchObject({ flights: [{ id: later }], nextCursor: null });
  await expect(find({ query: "what?" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "query" }] } });
});

test("a manifest says who has paid for a seat, who holds one until when, and why one is blocked; the load is the same", async () => {
  await using made = await setUp();
  const { core, ctx, staff, later } = made;
  const paid = await bookTrip(core, ctx, { flights: [later], brand: "SAVER" });
  const held = await hold(ctx, later, ["2B"]);
  await blockSeats(staff, { flightId: later, seats: ["2C"], reason: "broken belt" });
  const { flight, seats } = await getManifest(staff, { flightId: later });
  expect(seats).toHaveLength(3);
  expect(seats).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        state: "sold",
        heldUntil: null,
        passenger: expect.objectContaining({
          bookingId: paid.id,
          couponStatus: "open",
          ticketNumber: paid.passengers[0]?.ticketNumbers[0],
        }),
      }),
      expect.objectContaining({ seat: "2B", state: "held", heldUntil: held.expiresAt, passenger: expect.objectContaining({ name: null }) }),
      expect.objectContaining({ seat: "2C", state: "blocked", reason: "broken belt", passenger: null }),
    ]),
  );
  expect(flight.cabins).toMatchObject([{ sold: 1, held: 1, blocked: 1 }]);
});

test("the figures of today count what was sold, what leaves and what is about to run out", async () => {
  await using made = await setUp();
  const { core, ctx, staff, soon } = made;
  const paid = await bookTrip(core, ctx, { flights: [soon], brand: "SAVER" });
  const held = await hold(ctx, soon, ["2B"]);
  const today = await getToday(staff, { days: 3 });
  expect(today.days).toHaveLength(3);
  expect(today.days.at(-1)).toMatchObject({ bookings: 1, revenue: [paid.total] });
  expect(today.days[0]).toMatchObject({ bookings: 0, revenue: [] });
  expect(today.departures).toMatchObject({ scheduled: 1, cancelled: 0 });
  expect(today.seats.sold).toBe(1);
  expect(today.holds).toMatchObject({ count: 1, next: [{ bookingId: held.id, expiresAt: held.expiresAt }] });
  expect(today.audit).toBeNull();
  await core.app.db.prisma.sandboxClock.create({ data: { advanceSeconds: 3600n } });
  expect((await getToday(staff, { days: 1 })).holds).toEqual({ count: 0, next: [] });
});
