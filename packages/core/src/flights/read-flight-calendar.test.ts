import { expect, test } from "vitest";

import { bookTrip, hold, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelFlight } from "./cancel-flight.ts";
import { readFlightCalendar } from "./read-flight-calendar.ts";

test("a month shows on each of its days how many flights leave, by local dates, and which do not", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const flight = await makeFlight(core.app.db, { departsInHours: 48 });
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const date = departureDate.toISOString().slice(0, 10);
  await cancelFlight(staff, { flightId: flight, reason: "fog" });
  const read = async (query: string) => (await readFlightCalendar(staff, { month: date.slice(0, 7), query })).days;

  const days = await read("CDG-LIS");
  expect(days.length).toBeGreaterThanOrEqual(28);
  expect(days.filter(({ flights }) => flights > 0)).toEqual([{ date, flights: 1, delayed: 0, cancelled: 1, seats: 0, sold: 0 }]);
  expect((await read("LIS-CDG")).every(({ flights }) => flights === 0)).toBe(true);
  await expect(read("no flight")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "query" }] } });
});

test("a day shows how many of the seats of its flights are sold; held ones are not, nor those of flights that do not leave", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const [flown, other, cancelled] = [
    await makeFlight(core.app.db, { departsInHours: 48, rows: 2 }),
    await makeFlight(core.app.db, { departsInHours: 48, rows: 3 }),
    await makeFlight(core.app.db, { departsInHours: 48, rows: 9 }),
  ];
  await bookTrip(core, await core.traveller(), { flights: [flown], party: { adults: 2, children: 0, infants: 0 } });
  await hold(await core.traveller(), other, ["1A"]);
  await bookTrip(core, await core.traveller(), { flights: [cancelled] });
  await cancelFlight(staff, { flightId: cancelled, reason: "fog" });
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flown } });
  const date = departureDate.toISOString().slice(0, 10);
  const { days } = await readFlightCalendar(staff, { month: date.slice(0, 7) });

  expect(days.find((day) => day.date === date)).toMatchObject({ flights: 3, cancelled: 1, seats: 30, sold: 2 });
});
