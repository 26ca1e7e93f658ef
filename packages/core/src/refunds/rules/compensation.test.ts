import { expect, test } from "vitest";

import { compensationFor, greatCircleKm } from "./compensation.ts";
import type { Place } from "./facts.ts";
import { bookedAt, sampleFlight, samplePlaces } from "./rule-samples.ts";

const { paris, lisbon, london, newYork, tokyo } = samplePlaces;
const athens = { country: "GR", latitude: 37.9364, longitude: 23.9445 };
const casablanca = { country: "MA", latitude: 33.3675, longitude: -7.59 };

test("distances along the great circle are those that the airports publish", () => {
  expect(greatCircleKm(paris, newYork)).toBeCloseTo(5833, -2);
  expect(greatCircleKm(london, tokyo)).toBeCloseTo(9600, -2);
  expect(greatCircleKm(paris, paris)).toBe(0);
});

test.each<[string, { origin: Place; destination: Place; licensedIn?: string | null }, number | null]>([
  ["up to 1,500 km", { origin: paris, destination: lisbon }, 250],
  ["within the Union, beyond 1,500 km", { origin: paris, destination: athens }, 400],
  ["out of the Union, up to 3,500 km", { origin: paris, destination: casablanca }, 400],
  ["out of the Union, beyond 3,500 km", { origin: paris, destination: newYork }, 600],
  ["into the Union, by a carrier that is licensed there", { origin: newYork, destination: paris, licensedIn: "FR" }, 600],
  ["into the Union, by a carrier of an associated state", { origin: casablanca, destination: paris, licensedIn: "CH" }, 400],
  ["into the Union, by a carrier that is licensed elsewhere", { origin: newYork, destination: paris, licensedIn: "US" }, null],
  ["into the Union, by a British carrier, which left it in 2021", { origin: newYork, destination: paris, licensedIn: "GB" }, null],
  ["into the Union, by a carrier of unknown licence", { origin: newYork, destination: paris, licensedIn: null }, null],
  ["between others, by a carrier of the Union", { origin: newYork, destination: tokyo, licensedIn: "FR" }, null],
])("%s", (_case, route, euros) => {
  const flight = sampleFlight({ ...route, cancelledByCarrier: true, departsInHours: 100 });

  expect(compensationFor(flight, bookedAt)?.euros ?? null).toBe(euros);
});

test("nothing is due where the cancellation was known two weeks before, or there was none", () => {
  const flight = sampleFlight({ cancelledByCarrier: true, departsInHours: 14 * 24 });

  expect(compensationFor(flight, bookedAt)).toBeNull();
  expect(compensationFor(flight, new Date(bookedAt.getTime() + 1))).toMatchObject({ euros: 250 });
  expect(compensationFor(sampleFlight({ departsInHours: 100 }), bookedAt)).toBeNull();
});

test("the notice counts from the announcement, however late anyone asks", () => {
  const later = new Date(bookedAt.getTime() + 10 * 86_400_000);
  const announced = (announcedAt: Date) => sampleFlight({ cancelledByCarrier: true, departsInHours: 14 * 24, announcedAt });

  expect(compensationFor(announced(bookedAt), later)).toBeNull();
  expect(compensationFor(announced(new Date(bookedAt.getTime() + 1)), later)).toMatchObject({ euros: 250 });
});

test("a British carrier into the Union was under the regulation until the end of the transition period", () => {
  const departsAt = new Date("2020-12-31T12:00:00Z");
  const flight = sampleFlight({ origin: newYork, destination: paris, licensedIn: "GB", departsAt, cancelledByCarrier: true });

  expect(compensationFor(flight, departsAt)).toMatchObject({ euros: 600 });
});
