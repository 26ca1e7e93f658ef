import { expect, test } from "vitest";
import { sampleAirports, samplePassenger, sampleSegment } from "./e-ticket-samples.ts";
import { connectionNote, dayMark, formatDuration, formatMoment, seatWord, toLine, tripTitle } from "./ticket-words.ts";

const { OSL, CDG, KTM, HND, SFO, GRU } = sampleAirports;
const out = sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"]);
const on = sampleSegment([CDG, KTM], ["2026-12-01T13:10:00Z", "2026-12-01T22:40:00Z"]);
const home = sampleSegment([KTM, OSL], ["2026-12-09T16:50:00Z", "2026-12-10T02:25:00Z"]);

test("a trip is named after the places where one stays, not after its connections", () => {
  expect(tripTitle([out])).toBe("Oslo to Paris");
  expect(tripTitle([out, on])).toBe("Oslo to Kathmandu");
});

test("a trip that ends where it began goes back", () => {
  expect(tripTitle([out, on, home])).toBe("Oslo to Kathmandu and back");
});

test("a day trip is not taken for a connection", () => {
  const evening = sampleSegment([CDG, OSL], ["2026-12-01T18:00:00Z", "2026-12-01T20:20:00Z"]);
  expect(tripTitle([out, evening])).toBe("Oslo to Paris and back");
  expect(connectionNote(out, evening)).toBeNull();
});

test("several places are listed in the order of travel", () => {
  const later = sampleSegment([CDG, GRU], ["2026-12-05T08:30:00Z", "2026-12-05T20:55:00Z"]);
  const last = sampleSegment([GRU, SFO], ["2026-12-15T08:30:00Z", "2026-12-15T20:55:00Z"]);
  expect(tripTitle([out, later, last])).toBe("Oslo to Paris, São Paulo and San Francisco");
});

test("a connection says where and how long, and warns of a change of airport", () => {
  expect(connectionNote(out, on)).toBe("Connection in Paris, 2 h 15 min");
  expect(connectionNote(out, { ...on, origin: { ...on.origin, iata: "ORY" } })).toBe(
    "Change of airport: arrive at CDG, continue from ORY, 2 h 15 min",
  );
  expect(connectionNote(on, home)).toBeNull();
  expect(connectionNote(home, undefined)).toBeNull();
});

test("durations are said in hours and minutes", () => {
  expect([45, 180, 135, 1570].map(formatDuration)).toEqual(["45 min", "3 h", "2 h 15 min", "26 h 10 min"]);
});

test("a westward flight over the date line arrives two calendar days later, an eastward one on the same day or the day before", () => {
  const apia = { iata: "APW", name: "Faleolo", city: "Apia", country: "Samoa", terminal: null, timeZone: "Pacific/Apia" };
  const pago = { iata: "PPG", name: "Pago Pago", city: "Pago Pago", country: null, terminal: null, timeZone: "Pacific/Pago_Pago" };
  const west = sampleSegment([SFO, HND], ["2026-12-18T07:50:00Z", "2026-12-18T19:10:00Z"]);
  expect(dayMark(west.departs, west.arrives)).toBe("+2 days");
  const east = sampleSegment([apia, pago], ["2026-12-18T03:00:00Z", "2026-12-18T03:40:00Z"]);
  expect(dayMark(east.departs, east.arrives)).toBe("−1 day");
  expect(dayMark(out.departs, out.arrives)).toBe("");
});

test("a moment is local, with the zone of that moment", () => {
  expect(formatMoment(home.departs)).toBe("Wed 9 Dec 2026, 22:35 GMT+5:45");
});

test("an infant sits on a lap, anyone else without a seat has a dash", () => {
  expect(seatWord(samplePassenger("A"), 0)).toBe("12A");
  expect(seatWord(samplePassenger("A", { seats: [null] }), 0)).toBe("–");
  expect(seatWord(samplePassenger("A", { seats: [null], type: "INF" }), 0)).toBe("lap");
});

test("text that would break a line or turn its direction becomes one plain line", () => {
  expect(toLine("Zoe\u0308 \r\nBcc: x\u202E\tend ")).toBe("Zoë Bcc: x end");
});
