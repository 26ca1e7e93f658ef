import { expect, test } from "vitest";

import { schedule, startSupply } from "../testing/supply.ts";
import { createAircraft, CreateAircraftInput, updateAircraft, UpdateAircraftInput } from "./change-aircraft.ts";
import { listAircraft } from "./list-aircraft.ts";

const reason = "it joins the fleet";
const nine = { iata: "Q90", icao: "Q900", name: "Quiet 900", layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF exit 5", reason };

test("an aircraft written in the compact notation has its seats, and its type and layout can be read again", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const made = await createAircraft(staff, CreateAircraftInput.parse(nine));
  const { aircraft, nextCursor } = await listAircraft(staff, { limit: 2 });

  expect(made.cabins).toEqual([
    { cabin: "economy", seats: 42 },
    { cabin: "business", seats: 8 },
  ]);
  expect(await staff.db.prisma.seat.count({ where: { seatMap: { aircraftTypes: { some: { iata: "Q90" } } }, exitRow: true } })).toBe(6);
  expect([aircraft.map(({ iata }) => iata), nextCursor]).toEqual([["32Y", "B7X"], "B7X"]);
  expect((await listAircraft(staff, { limit: 9, cursor: "E9X" })).aircraft).toEqual([made]);
});

test("another layout is for the flights that come: those on sale keep their seats, and so does what schedules sell", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const { schedule: made } = await schedule(staff, { aircraft: "E9X", fares: { economy: 9900 }, seatFees: {} });
  const changed = await updateAircraft(staff, { iata: "E9X", layout: "W 1-2 AC-DF; Y 3-10 AC-DF", reason });
  const { id, ...again } = await staff.db.prisma.flight.findFirstOrThrow({ where: { scheduleId: made.id }, include: { cabins: true } });

  expect(changed.cabins).toEqual([
    { cabin: "economy", seats: 32 },
    { cabin: "premium_economy", seats: 8 },
  ]);
  expect([again.seatMapId, again.cabins.map(({ capacity }) => capacity)]).toEqual(["map_E9X", [40]]);
  await expect(updateAircraft(staff, { iata: "E9X", layout: "J 1-2 AC-DF", reason })).rejects.toMatchObject({
    details: { fields: [{ path: "layout" }] },
  });
  expect(id).toMatch(/^flt_/u);
}, 30_000);

test("a layout that cannot be read is refused with the word at fault, an aircraft that is there by its code, and nothing is written", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const refused = async (input: Record<string, unknown>, path: string, message: RegExp) => {
    const error = await createAircraft(staff, CreateAircraftInput.parse({ ...nine, ...input })).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "INVALID_INPUT", message: expect.stringMatching(message), details: { fields: [{ path }] } });
  };
  await refused({ layout: "Y 1-9 ABC-DEF emergency 5" }, "layout", /character 15, "emergency"/u);
  await refused({ layout: "Y 1-999 ABC-DEF" }, "layout", /seats|row/u);
  await refused({ iata: "B7X" }, "iata", /already/u);
  await expect(updateAircraft(staff, UpdateAircraftInput.parse({ iata: "B7X", reason }))).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(updateAircraft(staff, { iata: "QQQ", name: "None", reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await staff.db.prisma.seatMap.count()).toBe(3);
});
