import { readFlightSeats } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context } from "../context.ts";
import type { FlightId } from "../ids.ts";
import { hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { getSeatMap } from "./get-seat-map.ts";

const stranger = (core: TestCore): Context<null> => ({ ...core.app, actor: null });

async function featuresOf(core: TestCore, flightId: FlightId) {
  const { seats } = await getSeatMap(stranger(core), { flightId });
  return seats.map(({ seat, extraLegroom }) => (extraLegroom ? `${seat} legroom` : seat));
}

async function layoutOf(core: TestCore, flightId: FlightId): Promise<string> {
  return (await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } })).seatMapId;
}

test("a layout is read once, and again as soon as a seat of it is changed, added or taken out", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const seatMapId = await layoutOf(core, flightId);
  const { seat } = core.app.db.prisma;
  expect(await featuresOf(core, flightId)).toEqual(["1A", "1B", "1C", "1D", "1E", "1F"]);

  await seat.update({ where: { seatMapId_seatNo: { seatMapId, seatNo: "1B" } }, data: { extraLegroom: true } });
  expect(await featuresOf(core, flightId)).toEqual(["1A", "1B legroom", "1C", "1D", "1E", "1F"]);
  await seat.delete({ where: { seatMapId_seatNo: { seatMapId, seatNo: "1F" } } });
  expect(await featuresOf(core, flightId)).toEqual(["1A", "1B legroom", "1C", "1D", "1E"]);
  await seat.create({ data: { seatMapId, seatNo: "2A", rowNo: 2, columnLetter: "A", cabin: "economy", position: "window" } });
  expect(await featuresOf(core, flightId)).toEqual(["1A", "1B legroom", "1C", "1D", "1E", "2A"]);
});

test("a layout that was changed and rolled back leaves no trace, also where it was read meanwhile", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const seatMapId = await layoutOf(core, flightId);
  const change = core.app.db.transaction(async (tx) => {
    await tx.prisma.seat.updateMany({ where: { seatMapId, seatNo: "1B" }, data: { extraLegroom: true } });
    const { seats } = await getSeatMap({ ...core.app, db: tx }, { flightId });
    throw new Error(`undone with ${seats.filter((seat) => seat.extraLegroom).length} such seat`);
  });
  await expect(change).rejects.toThrow("undone with 1 such seat");

  expect(await featuresOf(core, flightId)).toEqual(["1A", "1B", "1C", "1D", "1E", "1F"]);
});

test("negative control: without the version's trigger a changed seat is not seen", async () => {
  await using core = await startTestCore();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const seatMapId = await layoutOf(core, flightId);
  await core.app.db.pool.query("ALTER TABLE seat DISABLE TRIGGER USER");
  const before = await featuresOf(core, flightId);

  await core.app.db.prisma.seat.updateMany({ where: { seatMapId, seatNo: "1B" }, data: { extraLegroom: true } });

  expect(await featuresOf(core, flightId)).toEqual(before);
});

test("another aircraft, other fees and another brand's terms are seen at once", async () => {
  await using core = await startTestCore();
  const { db } = core.app;
  const flightId = await makeFlight(db, { rows: 1, seatFee: 1500 });
  const larger = await makeFlight(db, { rows: 2 });
  const priceAt = async (brand?: string) => (await getSeatMap(stranger(core), { flightId, ...(brand && { brand }) })).seats[0]?.price;
  expect([await priceAt(), await priceAt("FLEX")]).toEqual([{ amount: 1500, currency: "EUR" }, null]);

  await db.prisma.flightCabin.updateMany({ where: { flightId }, data: { seatFeeMinor: 2000 } });
  await db.prisma.fareBrand.update({ where: { code: "FLEX" }, data: { freeSeatSelection: false } });
  await db.prisma.flight.update({ where: { id: flightId }, data: { seatMapId: await layoutOf(core, larger) } });

  expect([await priceAt(), await priceAt("FLEX")]).toEqual([
    { amount: 2000, currency: "EUR" },
    { amount: 2000, currency: "EUR" },
  ]);
  expect(await featuresOf(core, flightId)).toHaveLength(12);
});

test("the map, what is watched and what the choice of seats sees are the same", async () => {
  await using core = await startTestCore();
  const { db, seatMaps } = core.app;
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flightId = await makeFlight(db, { rows: 2 });
  await hold(ctx, flightId, ["1A", "1B"]);
  const { intentId } = await holdUpToPayment(other, flightId, ["1C"]);
  expect(intentId).toMatch(/^pi_/u);
  await core.database.advanceClock(901);
  await hold(other, flightId, ["2F"]);
  await db.prisma.seatClaim.create({
    data: { flightId, seatNo: "1D", cabin: "economy", blockReason: "crew rest", expiresAt: new Date("9999-12-31") },
  });
  const statesOf = (seats: readonly { readonly seat: string; readonly state: string }[] | undefined) =>
    seats?.map(({ seat, state }) => `${seat} ${state}`);

  const map = statesOf((await getSeatMap(stranger(core), { flightId })).seats);

  expect(map).toEqual(expect.arrayContaining(["1A free", "1C held", "1D blocked", "2F held"]));
  expect(statesOf((await readFlightSeats(db, [flightId]))[0]?.seats)).toEqual(map);
  expect(statesOf((await seatMaps.readTogether(flightId))?.seats)).toEqual(map);
  expect(statesOf((await getSeatMap(other, { flightId })).seats)).toEqual(
    map?.map((line) => (line === "1A free" ? line : line.replace("held", "yours"))),
  );
});

test("a stranger's map is made once while nothing changes, and anew when a seat is held or a price changes", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db, { rows: 1 });
  const read = () => getSeatMap(stranger(core), { flightId });
  const first = await read();
  expect(await read()).toBe(first);

  await hold(ctx, flightId, ["1A"]);
  const held = await read();
  expect(held.seats.map(({ state }) => state)).toEqual(["held", "free", "free", "free", "free", "free"]);
  await core.app.db.prisma.flightCabin.updateMany({ where: { flightId }, data: { seatFeeMinor: 1234 } });
  expect((await read()).seats.map(({ price }) => price?.amount)).toContain(1234);
  expect((await getSeatMap(ctx, { flightId })).seats[0]).toMatchObject({ seat: "1A", state: "yours" });
});
