import ICAL from "ical.js";
import { expect, test } from "vitest";
import { longTicket, sampleAirports, samplePassenger, sampleSegment, sampleTicket } from "./e-ticket-samples.ts";
import type { ETicket } from "./e-ticket.ts";
import { renderCalendars } from "./render-calendar.ts";

const { OSL, CDG, HND, SFO } = sampleAirports;

function renderCalendar(ticket: ETicket): string {
  const [file] = renderCalendars(ticket);
  return file?.content ?? "";
}

function eventsOf(ticket: ETicket): ICAL.Event[] {
  const calendar = ICAL.Component.fromString(renderCalendar(ticket));
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

const instant = (time: ICAL.Time): string => time.toJSDate().toISOString();

test("each segment is one event, from departure to arrival", () => {
  const ticket = longTicket();
  const spans = eventsOf(ticket).map((event) => [instant(event.startDate), instant(event.endDate)]);
  expect(spans).toEqual(ticket.segments.map(({ departs, arrives }) => [departs.at.toISOString(), arrives.at.toISOString()]));
});

test("a flight through the night in which summer time ends lasts as long as it really does", () => {
  const [event] = eventsOf(sampleTicket({ segments: [sampleSegment([OSL, CDG], ["2026-10-25T00:30:00Z", "2026-10-25T02:45:00Z"])] }));
  expect(event?.duration.toString()).toBe("PT2H15M");
  expect(event?.description).toContain("Departs Sun 25 Oct 2026, 02:30 CEST");
  expect(event?.description).toContain("Arrives Sun 25 Oct 2026, 03:45 CET");
});

test("a flight over the date line that lands before it left, by the clock, keeps its true instants", () => {
  const [event] = eventsOf(sampleTicket({ segments: [sampleSegment([HND, SFO], ["2026-12-18T08:05:00Z", "2026-12-18T17:40:00Z"])] }));
  expect(event && [instant(event.startDate), instant(event.endDate)]).toEqual(["2026-12-18T08:05:00.000Z", "2026-12-18T17:40:00.000Z"]);
  expect(event?.description).toContain("Departs Fri 18 Dec 2026, 17:05 GMT+9");
  expect(event?.description).toContain("Arrives Fri 18 Dec 2026, 09:40 GMT-8");
});

test("an event says which flight, from where, and who sits where", () => {
  const [event] = eventsOf(sampleTicket());
  expect(event?.summary).toBe("NV 123 Oslo (OSL) – Paris (CDG)");
  expect(event?.location).toBe("Oslo Gardermoen (OSL), Oslo, Norway");
  expect(event?.description).toContain("Booking reference K7QX2M");
  expect(event?.description).toContain("Łukasz Þórsdóttir: seat 12A");
});

test("the traveller is reminded three hours before each departure", () => {
  const alarms = eventsOf(longTicket()).map((event) => event.component.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger"));
  expect(alarms.map(String)).toEqual(Array.from({ length: 6 }, () => "-PT3H"));
});

test("a changed ticket updates the same event: its UID stays and its sequence grows", () => {
  const [segment] = sampleTicket().segments;
  const later = sampleSegment([OSL, CDG], ["2026-12-01T09:30:00Z", "2026-12-01T11:55:00Z"], {
    ...(segment && { id: segment.id }),
    flight: "NV 125",
  });
  const [before] = eventsOf(sampleTicket());
  const [after] = eventsOf(sampleTicket({ segments: [later], revision: 1 }));
  expect(after?.uid).toBe(before?.uid);
  expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Infinity);
});

test("the same ticket gives the same file", () => {
  expect(renderCalendar(longTicket())).toBe(renderCalendar(longTicket()));
});

test("no line is longer than RFC 5545 allows, accents counted in octets", () => {
  const lengths = renderCalendar(longTicket())
    .split("\r\n")
    .map((line) => Buffer.byteLength(line));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
});

test("a hostile name cannot open an event of its own", () => {
  const name = "Eve\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:<script>;,\\";
  const events = eventsOf(sampleTicket({ passengers: [samplePassenger(name)] }));
  expect(events).toHaveLength(1);
  expect(events[0]?.description).toContain("Eve END:VEVENT BEGIN:VEVENT SUMMARY:<script>;,\\: seat 12A");
});

const gone = samplePassenger("Nguyễn Thị Ánh", { cancelled: [true, false] });
const twoFlights = [
  sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"]),
  sampleSegment([CDG, OSL], ["2026-12-08T08:30:00Z", "2026-12-08T10:55:00Z"]),
];

test("a flight that nobody takes any more, or that the airline cancels, is taken out of the calendar by a file of its own", () => {
  const byTraveller = renderCalendars(sampleTicket({ segments: twoFlights, passengers: [gone], revision: 1 }));
  const byAirline = renderCalendars(
    sampleTicket({ segments: twoFlights.map((segment, index) => ({ ...segment, cancelled: index === 0 })), revision: 1 }),
  );

  for (const files of [byTraveller, byAirline]) {
    expect(files.map(({ method }) => method)).toEqual(["PUBLISH", "CANCEL"]);
    const [kept, cancelled] = files.map(({ content }) => new ICAL.Component(ICAL.parse(content) as never));
    expect(kept?.getFirstPropertyValue("method")).toBe("PUBLISH");
    expect(cancelled?.getFirstPropertyValue("method")).toBe("CANCEL");
    const [event] = cancelled?.getAllSubcomponents("vevent") ?? [];
    expect(cancelled?.getAllSubcomponents("vevent")).toHaveLength(1);
    expect(event?.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event?.getFirstPropertyValue("sequence")).toBe(1);
    expect(event?.getFirstPropertyValue("organizer")).toMatch(/^mailto:/u);
    expect(event?.getFirstSubcomponent("valarm")).toBeNull();
  }
});

test("a delayed flight stands in the calendar when it is expected, and says when it was planned", () => {
  const [planned] = twoFlights;
  const moved = sampleSegment([OSL, CDG], ["2026-12-01T11:30:00Z", "2026-12-01T13:55:00Z"]);
  const [event] = eventsOf(sampleTicket({ segments: planned ? [{ ...planned, expected: moved }] : [], revision: 1 }));

  expect(event && instant(event.startDate)).toBe("2026-12-01T11:30:00.000Z");
  expect(event?.description).toContain("Departs Tue 1 Dec 2026, 12:30 CET");
  expect(event?.description).toContain("by its timetable it departs Tue 1 Dec 2026, 09:30 CET");
});
