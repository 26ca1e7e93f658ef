import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus } from "ical-generator";
import type { ICalEventData } from "ical-generator";
import { isGone } from "./as-travelled.ts";
import type { ETicket, ETicketAirport, ETicketSegment } from "./e-ticket.ts";
import { airportWithTerminal, dayMark, formatDuration, formatMoment, seatWord, toLine } from "./ticket-words.ts";

const ALARM_SECONDS_BEFORE = 3 * 60 * 60;

/** An iCalendar file: what it says is to be entered, or taken out again. */
export interface CalendarFile {
  readonly method: "PUBLISH" | "CANCEL";
  /** `flights-K7QX2M.ics` */
  readonly fileName: string;
  readonly contentType: `text/calendar; charset=utf-8; method=${CalendarFile["method"]}`;
  readonly content: string;
}

/**
 * Writes the trip as iCalendar (RFC 5545): one event per segment, each with an alarm three hours before departure. Segments that nobody
 * takes any more, or that the airline has cancelled, stand in a file of their own that takes them out of the calendar (RFC 5546, 3.2.5).
 */
export function renderCalendars(ticket: ETicket): CalendarFile[] {
  const events = ticket.segments.map((segment, index) => ({
    gone: isGone(ticket, index),
    event: toEvent(ticket, segment, index),
  }));
  const file = (method: CalendarFile["method"], gone: boolean): CalendarFile[] => {
    const those = events.filter((entry) => entry.gone === gone).map(({ event }) => event);
    if (those.length === 0) return [];
    const fileName = `${gone ? "cancelled-flights" : "flights"}-${ticket.recordLocator}.ics`;
    return [{ method, fileName, contentType: `text/calendar; charset=utf-8; method=${method}`, content: toFile(method, those) }];
  };
  return [...file("PUBLISH", false), ...file("CANCEL", true)];
}

function toFile(method: CalendarFile["method"], events: ICalEventData[]): string {
  const prodId = { company: "Skyhold", product: "Tickets", language: "EN" };
  return ical({ prodId, method: ICalCalendarMethod[method], events }).toString();
}

// Times are written in UTC. A local time with TZID needs a VTIMEZONE with the zone's rules, or Outlook refuses or shifts the event, and one
// flight needs two. An instant in UTC is read alike by Outlook, Google and Apple, which show it in the zone where the traveller is; the local
// times of both airports stand in the description.
function toEvent(ticket: ETicket, segment: ETicketSegment, index: number): ICalEventData {
  const { flight, origin, destination } = segment;
  const { departs, arrives } = segment.expected ?? segment;
  const gone = isGone(ticket, index);
  return {
    id: `${ticket.recordLocator}-${segment.id}@skyhold`,
    // Clients take an event with a known UID only if its sequence has grown.
    sequence: ticket.revision,
    stamp: ticket.revisedAt,
    lastModified: ticket.revisedAt,
    start: departs.at,
    end: arrives.at,
    summary: toLine(`${flight} ${origin.city} (${origin.iata}) – ${destination.city} (${destination.iata})`),
    location: toLine(placeOf(origin)),
    description: describe(ticket, segment, index),
    // Both methods want an organiser (RFC 5546); this one has no mailbox, so that nobody's reply goes astray.
    organizer: { name: toLine(ticket.issuingAirline), email: "calendar@skyhold.invalid" },
    status: gone ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: gone ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    alarms: gone
      ? []
      : [{ type: ICalAlarmType.display, triggerBefore: ALARM_SECONDS_BEFORE, description: toLine(`${flight} departs in 3 hours`) }],
  };
}

function placeOf(airport: ETicketAirport): string {
  return [airportWithTerminal(airport), airport.city, airport.country].filter((part) => part !== null).join(", ");
}

function describe(ticket: ETicket, segment: ETicketSegment, index: number): string {
  const { expected } = segment;
  const { departs, arrives } = expected ?? segment;
  const mark = dayMark(departs, arrives);
  return [
    `Booking reference ${ticket.recordLocator}`,
    `Departs ${formatMoment(departs)}, ${airportWithTerminal(segment.origin)}`,
    `Arrives ${formatMoment(arrives)}${mark && ` (${mark})`}, ${airportWithTerminal(segment.destination)}`,
    ...(expected === null ? [] : [`Delayed: by its timetable it departs ${formatMoment(segment.departs)}`]),
    `Flight time ${formatDuration(segment.durationMinutes)}, operated by ${segment.operatingAirline}, ${segment.aircraft}`,
    `${segment.cabin}, ${segment.fareBrand}`,
    `Baggage: ${segment.baggageAllowance}`,
    ...ticket.passengers.map((passenger) => `${passenger.displayName}: seat ${seatWord(passenger, index)}`),
  ]
    .map(toLine)
    .join("\n");
}
