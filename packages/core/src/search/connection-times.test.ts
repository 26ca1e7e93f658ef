import { afterAll, expect, test } from "vitest";

import { makeAirports, makeNetworkFlights, search, startTestCore } from "../testing/index.ts";
import { longestConnection, minimumConnection } from "./connection-times.ts";

const timeZone = "UTC";
const airports = [
  { iata: "HUB", country: "AA", timeZone },
  { iata: "LHR", country: "AA", timeZone },
  { iata: "DFR", country: "AA", timeZone },
  { iata: "IFR", country: "BB", timeZone },
  { iata: "DTO", country: "AA", timeZone },
  { iata: "ITO", country: "CC", timeZone },
];
const core = await startTestCore();
afterAll(() => core[Symbol.asyncDispose]());
await makeAirports(core.app.db, airports);
const { now } = await core.app.reference.read();
const tomorrow = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).add({ days: 1 }).startOfDay();

test.each([
  { origin: "DFR", hub: "HUB", destination: "DTO", minutes: 45, later: 0 },
  { origin: "DFR", hub: "HUB", destination: "ITO", minutes: 60, later: 2 },
  { origin: "IFR", hub: "HUB", destination: "DTO", minutes: 75, later: 4 },
  { origin: "IFR", hub: "HUB", destination: "ITO", minutes: 60, later: 6 },
  { origin: "DFR", hub: "LHR", destination: "DTO", minutes: 75, later: 8 },
])(
  "from $origin through $hub to $destination one needs $minutes minutes, and nobody waits more than half a day",
  async ({ origin, hub, destination, minutes, later }) => {
    const day = tomorrow.add({ days: later });
    const departs = day.add({ hours: 3 }).toInstant();
    const onward = (wait: number) => ({ origin: hub, destination, departs: departs.add({ minutes: 60 + wait }), minutes: 60 });
    const waits = [minutes - 1, minutes, longestConnection, longestConnection + 1];
    const ids = await makeNetworkFlights(core.app.db, airports, [{ origin, destination: hub, departs, minutes: 60 }, ...waits.map(onward)]);

    const departureDate = day.toPlainDate().toString();
    const { offers } = await search(core.app, { origin, destination, departureDate, brands: ["SAVER"], sort: "duration" });
    expect(offers.map(({ segments }) => segments[1]?.flight.id)).toEqual([ids[2], ids[3]]);
  },
);

test("a rule holds from its day on; before the first, one is as careful as can be", () => {
  expect(minimumConnection("HUB", ["domestic", "domestic"], "2026-01-01")).toBe(45);
  expect(minimumConnection("HUB", ["domestic", "domestic"], "2025-12-31")).toBe(120);
});
