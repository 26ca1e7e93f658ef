import { expect, test } from "vitest";

import { findOffer, hold, makeFlight, startTestCore } from "../testing/index.ts";
import { holdSeats } from "./hold-seats.ts";

test("a hold takes the seats at the offer's price until its deadline", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const offer = await findOffer(ctx, flight, { adults: 2, children: 0, infants: 0 });

  const booking = await holdSeats(ctx, { offer: offer.token, seats: [["2A", "2B"]] }, "key");

  expect(booking).toMatchObject({
    state: "held",
    total: offer.total,
    availableActions: ["setPassengers", "changeSeats", "release", "extend"],
  });
  expect(booking.passengers.map((passenger) => passenger.seats)).toEqual([["2A"], ["2B"]]);
  expect(booking.lines).toEqual(offer.lines);
  expect(booking.expiresAt?.getTime()).toBe(booking.createdAt.getTime() + 900_000);
});

test("a taken seat is refused by name, and the free one asked for with it stays free", async () => {
  await using core = await startTestCore();
  const [first, second] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  await hold(first, flight, ["1A"]);

  await expect(hold(second, flight, ["1B", "1A"])).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: { seats: [{ flightId: flight, seat: "1A" }], alternatives: [[expect.any(String), expect.any(String)]] },
  });
  await expect(hold(second, flight, ["1B"])).resolves.toMatchObject({ state: "held" });
});

test("the same key answers the same booking, and refuses another request", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { token } = await findOffer(ctx, flight);
  const first = await holdSeats(ctx, { offer: token, seats: [["3C"]] }, "key");

  expect(await holdSeats(ctx, { offer: token, seats: [["3C"]] }, "key")).toEqual(first);
  await expect(holdSeats(ctx, { offer: token, seats: [["3D"]] }, "key")).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
  expect(await core.app.db.prisma.booking.count()).toBe(1);
});

test("repeating a hold at the same time makes one booking", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { token } = await findOffer(ctx, await makeFlight(core.app.db));

  const answers = await Promise.all(Array.from({ length: 12 }, () => holdSeats(ctx, { offer: token, seats: [["4D"]] }, "key")));

  expect(new Set(answers.map((booking) => booking.id)).size).toBe(1);
});

test("an offer that was altered, is not ours, or has expired holds nothing", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { token } = await findOffer(ctx, await makeFlight(core.app.db));

  await expect(holdSeats(ctx, { offer: token.replace("1000", "0001"), seats: [["1A"]] }, "a")).rejects.toMatchObject({
    code: "OFFER_INVALID",
  });
  await core.database.advanceClock(1201);
  await expect(holdSeats(ctx, { offer: token, seats: [["1A"]] }, "b")).rejects.toMatchObject({ code: "OFFER_EXPIRED" });
  expect(await core.app.db.prisma.seatClaim.count()).toBe(0);
});

test("children and adults with an infant do not sit in an exit row", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { exitRows: [3] });
  const family = await findOffer(ctx, flight, { adults: 2, children: 1, infants: 1 });

  await expect(holdSeats(ctx, { offer: family.token, seats: [["3A", "2B", "2C"]] }, "a")).rejects.toMatchObject({
    code: "SEAT_NOT_ALLOWED",
    details: { why: "exit_row" },
  });
  await expect(holdSeats(ctx, { offer: family.token, seats: [["2A", "2B", "3C"]] }, "b")).rejects.toMatchObject({
    code: "SEAT_NOT_ALLOWED",
    details: { seat: "3C" },
  });
  await expect(holdSeats(ctx, { offer: family.token, seats: [["2A", "3B", "2C"]] }, "c")).resolves.toMatchObject({ state: "held" });
});

test("a seat whose hold ran out is free, although no worker ever ran", async () => {
  await using core = await startTestCore();
  const [first, second] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  await hold(first, flight, ["1A"]);

  await core.database.advanceClock(899);
  await expect(hold(second, flight, ["1A"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await core.database.advanceClock(2);
  await expect(hold(second, flight, ["1A"])).resolves.toMatchObject({ state: "held" });
});

test("an account holds only so many bookings unpaid, also when it asks for all at once", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { rows: 20 });
  const { token } = await findOffer(ctx, flight);
  const rows = Array.from({ length: 15 }, (_, index) => index + 1);

  const outcomes = await Promise.allSettled(rows.map((row) => holdSeats(ctx, { offer: token, seats: [[`${row}A`]] }, `row ${row}`)));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  await expect(hold(ctx, flight, ["20F"])).rejects.toMatchObject({ code: "HOLD_LIMIT", details: { limit: 10 } });
  await core.database.advanceClock(901);
  await expect(hold(ctx, flight, ["20F"])).resolves.toMatchObject({ state: "held" });
});

test("without a choice a party gets the best seats together, and a crowd that asks at once gets everyone seated", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 10 });
  const people = await Promise.all(Array.from({ length: 20 }, () => core.traveller()));
  const { token } = await findOffer(core.app, flight, { adults: 2, children: 1, infants: 0 });

  const bookings = await Promise.all(people.map((ctx, index) => holdSeats(ctx, { offer: token }, `party ${index}`)));

  const parties = bookings.map((booking) => booking.passengers.map(({ seats }) => seats[0] ?? ""));
  expect(new Set(parties.flat()).size).toBe(60);
  expect(parties.every((seats) => new Set(seats.map((seat) => Number.parseInt(seat, 10))).size === 1)).toBe(true);
  const last = await core.traveller();
  await expect(holdSeats(last, { offer: token }, "too late")).rejects.toMatchObject({ code: "CABIN_FULL", details: { flightId: flight } });
});

test("holding without a choice again under the same key is the same booking", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { token } = await findOffer(ctx, await makeFlight(core.app.db));
  const [first, second] = await Promise.all([holdSeats(ctx, { offer: token }, "key"), holdSeats(ctx, { offer: token }, "key")]);

  expect(first.id).toBe(second.id);
  expect((await holdSeats(ctx, { offer: token }, "key")).id).toBe(first.id);
  expect(await core.app.db.prisma.seatClaim.count()).toBe(1);
});

test("holding the last seats without a choice again, in a cabin that is full by now, is the same booking", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const { token } = await findOffer(ctx, flight, { adults: 6, children: 0, infants: 0 });
  const booking = await holdSeats(ctx, { offer: token }, "key");

  expect(await holdSeats(ctx, { offer: token }, "key")).toEqual(booking);
  const changed = { offer: token, contact: { email: "other@example.com" } };
  await expect(holdSeats(ctx, changed, "key")).rejects.toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
  await expect(holdSeats(ctx, { offer: token }, "another key")).rejects.toMatchObject({ code: "CABIN_FULL" });
  await expect(holdSeats(other, { offer: token }, "key")).rejects.toMatchObject({ code: "CABIN_FULL" });
});
