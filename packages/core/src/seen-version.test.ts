import { expect, test } from "vitest";

import { createAircraft, CreateAircraftInput, updateAircraft } from "./aircraft/change-aircraft.ts";
import { getSchedule } from "./schedules/list-schedules.ts";
import { updateSchedule } from "./schedules/update-schedule.ts";
import { schedule, startSupply } from "./testing/supply.ts";

const reason = "as registered";
const changedMeanwhile = { code: "CHANGED_MEANWHILE" };
const succeeded = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map(({ status }) => status === "fulfilled").filter(Boolean).length;

test("of several who change the same aircraft as they have read it, one is heard, and the others are told; who names no version is always heard", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const nine = { iata: "Q90", icao: "Q900", name: "Quiet 900", layout: "Y 3-9 ABC-DEF", reason };
  const { version } = await createAircraft(staff, CreateAircraftInput.parse(nine));
  const names = ["One", "Two", "Three", "Four"];
  const seen = await Promise.allSettled(names.map((name) => updateAircraft(staff, { iata: "Q90", version, name, reason })));
  const unseen = await Promise.allSettled(names.map((name) => updateAircraft(staff, { iata: "Q90", name, reason })));

  expect([succeeded(seen), succeeded(unseen)]).toEqual([1, 4]);
  expect(seen.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []))).toMatchObject(
    [1, 2, 3].map(() => changedMeanwhile),
  );
  await expect(updateAircraft(staff, { iata: "Q90", version, layout: "Y 3-8 ABC-DEF", reason })).rejects.toMatchObject(changedMeanwhile);
  expect(await staff.db.prisma.auditEntry.count({ where: { action: "aircraft.update" } })).toBe(5);
});

test("whoever changes a schedule as another has left it meanwhile is told, and nothing of it or its flights is changed", async () => {
  await using stage = await startSupply();
  const { staff, day } = stage;
  const { schedule: made } = await schedule(staff, { validFrom: day(3), validTo: day(5) });
  const about = { scheduleId: made.id, reason };
  const results = await Promise.allSettled(
    ["10:10", "10:20", "10:30"].map((departureTime) => updateSchedule(staff, { ...about, version: made.version, departureTime })),
  );
  expect(succeeded(results)).toBe(1);
  const left = await getSchedule(staff, { scheduleId: made.id });
  const flights = () => staff.db.prisma.flight.findMany({ select: { departureMinute: true }, orderBy: { departsAt: "asc" } });
  const before = await flights();

  await expect(updateSchedule(staff, { ...about, version: made.version, blockMinutes: 500 })).rejects.toMatchObject(changedMeanwhile);
  expect([await getSchedule(staff, { scheduleId: made.id }), await flights()]).toEqual([left, before]);
  const { schedule: after } = await updateSchedule(staff, { ...about, version: left.version, blockMinutes: 500 });
  expect(after).toMatchObject({ departureTime: left.departureTime, blockMinutes: 500 });
});
