import { expect, test } from "vitest";

import { delayFlight } from "../flights/delay-flight.ts";
import type { FlightId } from "../ids.ts";
import { cancelByQuote, makeStaff, startChange } from "../testing/index.ts";
import { changeSeats } from "./change-seats.ts";
import { quoteChange } from "./quote-change.ts";

type Stage = Awaited<ReturnType<typeof startChange>>;

const late = async ({ core }: Stage, flightId: FlightId, minutes: number) =>
  delayFlight(await makeStaff(core), { flightId, minutes, reason: "Late crew" });

const refusedFor = (text: string) => ({
  code: "INVALID_INPUT",
  details: { fields: [{ path: "offer", message: expect.stringContaining(text) as unknown }] },
});

test("nobody changes to a flight that is hours late already: it would be theirs as it is, without the right that its lateness gives others", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const [hours, minutes] = [await stage.makeFlight(), await stage.makeFlight({ departsInHours: 280 })];
  await late(stage, hours, 180);
  await late(stage, minutes, 179);

  await expect(stage.quote(hours)).rejects.toMatchObject(refusedFor("is expected 3 hours or more off its timetable"));
  expect((await stage.quote(minutes)).seats).toHaveLength(1);
});

test("flights of an offer of which one is expected too late for the next are no change", async () => {
  await using stage = await startChange({ more: 1 });
  const { ctx, bookingId } = stage;
  const out = await stage.makeFlight({ departsInHours: 250 });
  const back = await stage.makeFlight({ departsInHours: 254, wayBack: true });
  const offer = [await stage.offerOf(out), await stage.offerOf(back)];
  const quote = () => quoteChange(ctx, { bookingId, segments: [0, 1], offer });

  expect((await quote()).seats).toHaveLength(2);
  await late(stage, out, 150);
  await expect(quote()).rejects.toMatchObject(refusedFor("does not reach"));
});

test("whoever comes of age before the last flight of the trip is of that age, also where an earlier flight is changed", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 2 });
  const { db } = stage.core.app;
  const flights = await db.prisma.flight.findMany({ where: { id: { in: stage.flights } }, orderBy: { departsAt: "asc" } });
  const lastDay = flights.at(-1)?.departureDate ?? new Date(0);
  expect(lastDay).not.toEqual(flights[1]?.departureDate);
  const twelveThen = new Date(lastDay);
  twelveThen.setUTCFullYear(lastDay.getUTCFullYear() - 12);
  await db.pool.query("UPDATE passenger SET birth_date = $1 WHERE booking_id = $2", [twelveThen, stage.bookingId]);

  expect((await stage.quote(await stage.makeFlight({ departsInHours: 250 }))).seats).toHaveLength(1);
});

test("a change tells who gave up which flight, and names nobody on a flight that they never had", async () => {
  await using stage = await startChange({ brand: "FLEX", party: { adults: 2, children: 0, infants: 0 } });
  const { ctx, bookingId } = stage;
  await cancelByQuote(ctx, await stage.booking(), { passengers: [0] });
  const offer = await stage.offerOf(await stage.makeFlight(), "FLEX", { adults: 1, children: 0, infants: 0 });
  const quoted = await quoteChange(ctx, { bookingId, segments: [0], offer });
  const { booking, cancellation } = await stage.change(quoted.quote);

  expect(cancellation.items).toEqual([{ segment: 0, passenger: 1 }]);
  expect(cancellation.items).toEqual(quoted.items);
  expect(booking.passengers.map(({ cancelled }) => cancelled)).toEqual([
    [true, true],
    [true, false],
  ]);
});

test("taken seats of a booking that was changed are refused with the nearest free ones, none on the flight that it no longer has", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 1 });
  const { core, ctx, bookingId, flights } = stage;
  await core.app.db.pool.query(
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, '4D', 'economy', 'broken', 'infinity')",
    [flights[1]],
  );
  await stage.change((await stage.quote(await stage.makeFlight({ departsInHours: 250 }))).quote);

  await expect(changeSeats(ctx, { bookingId, seats: [[], ["4C"], ["4D"]] })).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: { alternatives: [[], ["4C"], ["4C"]] },
  });
});
