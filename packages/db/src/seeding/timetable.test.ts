import { describe, expect, test } from "vitest";
import { aircraftTypes } from "../../prisma/data/aircraft.ts";
import { type AirportData, airports } from "../../prisma/data/airports.ts";
import { distanceKm } from "../geography.ts";
import { buildTimetable, flightOn } from "./timetable.ts";
import { laterDays } from "./rotations.ts";
import type { FlightSpec, ScheduleSpec } from "./timetable-rows.ts";
import { createZoneClock } from "./zone-clock.ts";

const plan = { seed: 26, from: Temporal.PlainDate.from("2026-11-22"), days: 30 };
const lastDay = "2026-12-21";
const timetable = buildTimetable(plan);
const flights = [...timetable.flights()];
const schedules = new Map(timetable.schedules.map((schedule) => [schedule.id, schedule]));
const byIata = new Map(airports.map((each) => [each.iata, each]));

function airport(iata: string): AirportData {
  const found = byIata.get(iata);
  if (!found) throw new Error(`No airport ${iata}`);
  return found;
}

function numberOf({ airlineCode, flightNumber }: ScheduleSpec | FlightSpec): string {
  return `${airlineCode}${flightNumber}`;
}

describe("a timetable", () => {
  test("is the same for the same seed, and another for another", () => {
    const again = buildTimetable(plan);
    expect(again.schedules).toEqual(timetable.schedules);
    expect(JSON.stringify([...again.flights()])).toBe(JSON.stringify(flights));
    expect(buildTimetable({ ...plan, seed: 27 }).schedules[0]?.departureMinute).not.toBe(timetable.schedules[0]?.departureMinute);
  });

  test("has about as many flights as asked for", () => {
    expect(Math.abs(flights.length - 10_000)).toBeLessThan(500);
    expect(Math.abs([...buildTimetable({ ...plan, flights: 60_000 }).flights()].length - 60_000)).toBeLessThan(3000);
  });

  test("seen a day later has the same flights and one more day of them", () => {
    const later = [...buildTimetable({ ...plan, from: plan.from.add({ days: 1 }) }).flights()];
    const shared = later.filter((flight) => flight.departureDate <= lastDay).map((flight) => flight.id);
    expect(shared).toEqual(flights.filter((flight) => flight.departureDate !== plan.from.toString()).map((flight) => flight.id));
  });

  test("of more flights contains the smaller one", () => {
    const larger = new Set(buildTimetable({ ...plan, flights: 30_000 }).schedules.map((schedule) => schedule.id));
    expect(timetable.schedules.every((schedule) => larger.has(schedule.id))).toBe(true);
  });

  test("refuses more flights than the airlines have numbers for", () => {
    expect(() => buildTimetable({ ...plan, days: 1, flights: 100_000 })).toThrow(/do not fit into 1 days; ask for at most \d+/);
  });
});

describe("its flights", () => {
  test("have natural keys and ids that occur once", () => {
    expect(new Set(flights.map((flight) => `${numberOf(flight)}/${flight.departureDate}`)).size).toBe(flights.length);
    expect(new Set(flights.map((flight) => flight.id)).size).toBe(flights.length);
    for (const { id, scheduleId } of flights) {
      expect(id).toMatch(/^flt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(scheduleId).toMatch(/^fsc_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  test("arrive after they depart, and stop selling an hour before", () => {
    for (const { departsAt, arrivesAt, salesCloseAt, scheduleId } of flights) {
      expect(departsAt.until(arrivesAt).total("minutes")).toBe(schedules.get(scheduleId)?.blockMinutes);
      expect(salesCloseAt.until(departsAt).total("minutes")).toBe(60);
    }
  });

  test("show the local date and minute of both airports", () => {
    for (const flight of flights) {
      const departure = flight.departsAt.toZonedDateTimeISO(airport(flight.origin).timeZone);
      const arrival = flight.arrivesAt.toZonedDateTimeISO(airport(flight.destination).timeZone);
      expect([flight.departureDate, flight.departureMinute]).toEqual([departure.toPlainDate().toString(), minuteOf(departure)]);
      expect([flight.arrivalDate, flight.arrivalMinute]).toEqual([arrival.toPlainDate().toString(), minuteOf(arrival)]);
    }
  });

  test("cost more in each better cabin", () => {
    for (const { cabins } of flights) {
      const fares = cabins.map((cabin) => cabin.baseFareMinor);
      expect(fares).toEqual(fares.toSorted((a, b) => a - b));
    }
  });

  test("ask something for the choice of a seat, and more for legroom, but not in business and first class", () => {
    for (const { cabin, seatFees, baseFareMinor } of flights.flatMap((flight) => flight.cabins)) {
      const included = cabin === "business" || cabin === "first";
      expect([seatFees.seat % 100, seatFees.legroom % 100]).toEqual([0, 0]);
      expect(included ? seatFees.legroom === 0 : 0 < seatFees.seat && seatFees.seat < seatFees.legroom).toBe(true);
      expect(seatFees.legroom).toBeLessThan(baseFareMinor / 4);
    }
  });

  test("offer all four cabins on some routes", () => {
    expect(flights.some((flight) => flight.cabins.length === 4)).toBe(true);
  });
});

describe("its network", () => {
  test("joins at least 120 large airports on six continents", () => {
    const served = new Set(timetable.schedules.map((schedule) => schedule.origin));
    expect(served.size).toBeGreaterThanOrEqual(120);
    expect([...served].every((iata) => airport(iata).type === "large_airport")).toBe(true);
  });

  test("flies every route in both directions, with time on the ground in between", () => {
    for (let index = 0; index < timetable.schedules.length; index += 2) {
      const [out, back] = timetable.schedules.slice(index, index + 2);
      expect([back?.origin, back?.destination]).toEqual([out?.destination, out?.origin]);
      expect(back?.flightNumber).toBe((out?.flightNumber ?? 0) + 1);
      expect(back?.aircraftTypeCode).toBe(out?.aircraftTypeCode);
    }
    for (const [arrival, departure] of turnarounds()) {
      expect(arrival.until(departure).total("minutes")).toBeGreaterThanOrEqual(30);
    }
  });

  test("leaves for home the day before, where the way back goes over the date line", () => {
    const [monday, saturday, sunday] = [1, 32, 64];
    expect([monday, sunday].map((days) => laterDays(days, -1))).toEqual([sunday, saturday]);
    expect([saturday, sunday].map((days) => laterDays(days, 1))).toEqual([sunday, monday]);
  });

  test("uses aircraft that reach the other end", () => {
    const ranges = new Map(aircraftTypes.map((type) => [type.iata, type.rangeKm]));
    for (const { origin, destination, aircraftTypeCode } of timetable.schedules) {
      expect(ranges.get(aircraftTypeCode)).toBeGreaterThan(distanceKm(airport(origin), airport(destination)));
    }
  });

  test("has no departure in the night", () => {
    expect(timetable.schedules.filter((schedule) => schedule.departureMinute < 5 * 60)).toEqual([]);
  });

  test.each(["LHR-JFK", "CDG-JFK", "FRA-SIN", "SFO-NRT", "MAD-LHR", "JFK-LAX", "SYD-SIN", "GRU-MIA", "JNB-CPT"])(
    "flies %s and back on every day, with at least 150 seats",
    (pair) => {
      const [a, b] = pair.split("-");
      for (const [origin, destination] of [
        [a, b],
        [b, a],
      ]) {
        const daily = flights.filter((flight) => flight.origin === origin && flight.destination === destination && seatsOf(flight) >= 150);
        expect(new Set(daily.map((flight) => flight.departureDate)).size).toBe(plan.days);
      }
    },
  );
});

describe("a schedule over a change of clocks", () => {
  const clock = createZoneClock();
  const schedule: ScheduleSpec = {
    id: "fsc_test",
    airlineCode: "Q0",
    flightNumber: 1,
    origin: "JFK",
    destination: "BOS",
    departureMinute: 150,
    blockMinutes: 60,
    daysOfWeek: 127,
    validFrom: plan.from,
    validTo: plan.from,
    aircraftTypeCode: "738",
    currency: "USD",
    fares: { economy: 9900 },
  };
  const on = (date: string, departureMinute = 150) =>
    flightOn({ ...schedule, departureMinute }, Temporal.PlainDate.from(date), { seed: 1, clock });

  test("keeps its local time while UTC moves", () => {
    expect(on("2026-03-07", 600)).toMatchObject({ departureMinute: 600, departsAt: Temporal.Instant.from("2026-03-07T15:00Z") });
    expect(on("2026-03-09", 600)).toMatchObject({ departureMinute: 600, departsAt: Temporal.Instant.from("2026-03-09T14:00Z") });
  });

  test("leaves an hour later on the day that skips its hour, on the same date", () => {
    const flight = on("2026-03-08");
    expect(flight.departsAt.toString()).toBe("2026-03-08T07:30:00Z");
    expect(flight).toMatchObject({ departureDate: "2026-03-08", departureMinute: 210, arrivalDate: "2026-03-08", arrivalMinute: 270 });
  });

  test("leaves in the first of two equal hours on the day that repeats its hour", () => {
    expect(on("2026-11-01", 90).departsAt.toString()).toBe("2026-11-01T05:30:00Z");
  });
});

function minuteOf(time: Temporal.ZonedDateTime): number {
  return time.hour * 60 + time.minute;
}

function seatsOf(flight: FlightSpec): number {
  return flight.cabins.reduce((sum, cabin) => sum + cabin.capacity, 0);
}

/** Each arrival at a spoke with the departure of the next flight back. */
function turnarounds(): [Temporal.Instant, Temporal.Instant][] {
  const byNumber = Map.groupBy(flights, numberOf);
  return flights.flatMap((flight) => {
    if (flight.flightNumber % 2 === 0) return [];
    const homeward = byNumber.get(`${flight.airlineCode}${flight.flightNumber + 1}`) ?? [];
    const next = homeward.find((candidate) => Temporal.Instant.compare(candidate.departsAt, flight.arrivesAt) > 0);
    return next ? [[flight.arrivesAt, next.departsAt]] : [];
  });
}
