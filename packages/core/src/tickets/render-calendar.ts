import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from "ical-generator";
import type { ICalEventData } from "ical-generator";
import type { ETicket, ETicketAirport, ETicketSegment } from "./e-ticket.ts";
import { airportWithTerminal, dayMark, formatDuration, formatMoment, seatWord, toLine } from "./ticket-words.ts";

const ALARM_SECONDS_BEFORE = 3 * 60 * 60;

/** Writes the trip as iCalendar (RFC 5545): one event per segment, each with an alarm three hours before departure. */
export function renderCalendar(ticket: ETicket): string {
  const calendar = ical({
    prodId: { company: "Skyhold", product: "Tickets", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    events: ticket.segments.map((segment, index) => toEvent(ticket, segment, index)),
  });
  return calendar.toString();
}

// Times are written in UTC. A local time with TZID needs a VTIMEZONE with the zone's rules, or Outlook refuses or shifts the event, and one
// flight needs two. An instant in UTC is read alike by Outlook, Google and Apple, which show it in the zone where the traveller is; the local
// times of both airports stand in the description.
function toEvent(ticket: ETicket, segment: ETicketSegment, index: number): ICalEventData {
  const { flight, origin, destination } = segment;
  return {
    id: `${ticket.recordLocator}-${segment.id}@skyhold`,
    // Clients take an event with a known UID only if its sequence has grown, and a ticket is issued again after each change.
    sequence: Math.floor(ticket.issuedAt.at.getTime() / 60_000),
    stamp: ticket.issuedAt.at,
    lastModified: ticket.issuedAt.at,
    start: segment.departs.at,
    end: segment.arrives.at,
    summary: toLine(`${flight} ${origin.city} (${origin.iata}) – ${destination.city} (${destination.iata})`),
    location: toLine(placeOf(origin)),
    description: describe(ticket, segment, index),
    status: ticket.passengers.every(({ cancelled }) => cancelled[index] === true) ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: ICalEventBusyStatus.BUSY,
    alarms: [{ type: ICalAlarmType.display, triggerBefore: ALARM_SECONDS_BEFORE, description: toLine(`${flight} departs in 3 hours`) }],
  };
}

function placeOf(airport: ETicketAirport): string {
  return [airportWithTerminal(airport), airport.city, airport.country].filter((part) => part !== null).join(", ");
}

function describe(ticket: ETicket, segment: ETicketSegment, index: number): string {
  const mark = dayMark(segment.departs, segment.arrives);
  return [
    `Booking reference ${ticket.recordLocator}`,
    `Departs ${formatMoment(segment.departs)}, ${airportWithTerminal(segment.origin)}`,
    `Arrives ${formatMoment(segment.arrives)}${mark && ` (${mark})`}, ${airportWithTerminal(segment.destination)}`,
    `Flight time ${formatDuration(segment.durationMinutes)}, operated by ${segment.operatingAirline}, ${segment.aircraft}`,
    `${segment.cabin}, ${segment.fareBrand}`,
    `Baggage: ${segment.baggageAllowance}`,
    ...ticket.passengers.map((passenger) => `${passenger.displayName}: seat ${seatWord(passenger, index)}`),
  ]
    .map(toLine)
    .join("\n");
}
