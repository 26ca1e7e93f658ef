import { expect, test } from "vitest";

import { extendTimetable } from "../flights/extend-timetable.ts";
import { schedule, startSupply } from "../testing/supply.ts";
import { createAirport, CreateAirportInput, updateAirport, UpdateAirportInput } from "./change-airport.ts";
import { listAirports } from "./list-airports.ts";
import { searchAirports } from "./search-airports.ts";

const reason = "it opens in March";
const field = {
  iata: "QXF",
  name: "Quay Field",
  city: "Quayside",
  size: 2,
  country: "GB",
  timeZone: "Europe/London",
  latitude: 51,
  longitude: 0,
};

test("a new airport is found at once, in lists and by those who search", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const made = await createAirport(staff, CreateAirportInput.parse({ ...field, reason }));

  expect((await searchAirports(staff, { query: "quays", limit: 5 })).places.map(({ code }) => code)).toEqual(["QXF"]);
  expect(await listAirports(staff, { query: "QUAY", limit: 5 })).toEqual({ airports: [made], nextCursor: null });
  expect((await listAirports(staff, { country: "GB", limit: 1 })).nextCursor).toBe("LHR");
  expect(await staff.db.prisma.auditEntry.findMany({ where: { subjectId: "QXF" } })).toMatchObject([{ action: "airports.create", reason }]);
});

test("an airport that changes its time zone keeps the local departures of its flights", async () => {
  await using stage = await startSupply();
  const { staff, core } = stage;
  await schedule(staff, { daysOfWeek: [1] });
  const read = async () => (await staff.db.prisma.flight.findFirstOrThrow({ orderBy: { departsAt: "desc" } })) satisfies object;
  const before = await read();
  await updateAirport(staff, UpdateAirportInput.parse({ iata: "LHR", timeZone: "Europe/Paris", reason }));
  expect((await core.sentJobs()).map(({ name }) => name)).toContain("flights.extend");
  await extendTimetable(core.app);
  const after = await read();

  expect(before.departsAt.getTime() - after.departsAt.getTime()).toBe(3_600_000);
  expect(after.departureMinute).toBe(before.departureMinute);
}, 30_000);

test("an airport that cannot be is refused by the name of the field, and nothing is written", async () => {
  await using stage = await startSupply();
  const { staff } = stage;
  const path = async (work: Promise<unknown>) =>
    work.then(String, (error: unknown) => (error as { details: { fields: { path: string }[] } }).details.fields[0]?.path);

  expect(await path(createAirport(staff, CreateAirportInput.parse({ ...field, iata: "LHR", reason })))).toBe("iata");
  expect(await path(createAirport(staff, CreateAirportInput.parse({ ...field, country: "QQ", reason })))).toBe("country");
  expect(await path(createAirport(staff, CreateAirportInput.parse({ ...field, timeZone: "Europe/Quayside", reason })))).toBe("timeZone");
  expect(await path(updateAirport(staff, UpdateAirportInput.parse({ iata: "LHR", timeZone: "+01:00", reason })))).toBe("timeZone");
  expect(await path(updateAirport(staff, UpdateAirportInput.parse({ iata: "LHR", reason })))).toBe("iata");
  await expect(updateAirport(staff, UpdateAirportInput.parse({ iata: "QXF", size: 1, reason }))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await staff.db.prisma.airport.count()).toBe(3);
});
