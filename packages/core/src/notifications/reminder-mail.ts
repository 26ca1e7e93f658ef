import { createElement, Fragment } from "react";

import { checkInWindow } from "../check-in/window.ts";
import { formatMoney } from "../money.ts";
import type { Money } from "../money.ts";
import { formatDate, formatTime, formatZone, toZonedTime } from "../time.ts";
import type { ETicket, ETicketSegment } from "../tickets/e-ticket.ts";
import { formatMoment, passengerTypeName, seatWord } from "../tickets/ticket-words.ts";
import { flightPanel, flightText } from "./mail-flight.ts";
import { mailButton, paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { MailFrame, RenderedMail } from "./mail-frame.ts";

/** What the message needs: the ticket, which of its flights it is about, and where that leaves. */
export interface ReminderView {
  readonly kind: "check_in_open" | "reminder";
  readonly ticket: ETicket;
  /** Index of the segment. */
  readonly at: number;
  readonly gate: string | null;
  readonly terminal: string | null;
  /** Its times have changed, nobody has accepted them yet, and this comes back in full until it leaves; null as a rule. */
  readonly unanswered: Money | null;
  readonly manageUrl: string | null;
}

/** Tells that a flight leaves within a day, or that one can check in for it. */
export async function renderReminderMail(view: ReminderView): Promise<RenderedMail> {
  const { kind, ticket, at, manageUrl } = view;
  const segment = ticket.segments[at];
  if (!segment) throw new Error(`Booking ${ticket.recordLocator} has no flight at ${at}`);
  const { departs } = segment.expected ?? segment;
  const when = `on ${formatDate(departs)} at ${formatTime(departs)} (${formatZone(departs)})`;
  const what = `${segment.flight} from ${segment.origin.city} to ${segment.destination.city} leaves ${when}.`;
  const opening = kind === "reminder" ? what : `${what} You can check in now, choose or change seats, and get your boarding passes.`;
  const lines = [...delayLine(segment), ...choiceLine(view), ...placeLine(view), closingLine(segment), documentsLine];
  const frame = frameOf(view, segment, what);
  const button = kind === "reminder" ? "See your booking" : "Check in";
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 18px" }, opening),
    manageUrl === null ? null : createElement("div", { style: { marginBottom: 22 } }, mailButton(button, manageUrl)),
    flightPanel({ ...segment, ...segment.expected }),
    sectionHeading("Good to know"),
    ...lines.map((line) => paragraph("text", { margin: "0 0 8px" }, line)),
    sectionHeading(ticket.passengers.length === 1 ? "Passenger" : "Passengers"),
    ...travellers(view).map((line) => paragraph("text", { margin: "0 0 6px" }, line)),
  );
  return renderMail(frame, {
    html,
    text: [
      wrapLine(opening),
      ...(manageUrl === null ? [] : [`${button}: ${manageUrl}`]),
      flightText({ ...segment, ...segment.expected }),
      "GOOD TO KNOW",
      ...lines.map((line) => wrapLine(line)),
      "PASSENGERS",
      travellers(view)
        .map((line) => wrapLine(line, "  "))
        .join("\n"),
    ],
  });
}

function frameOf({ kind, ticket }: ReminderView, segment: ETicketSegment, what: string): MailFrame {
  const { departs } = segment.expected ?? segment;
  return {
    header: `Booking ${ticket.recordLocator}`,
    subject: `${kind === "reminder" ? "Your flight" : "Check-in is open"}: ${segment.flight} to ${segment.destination.city}, ${formatDate(departs)} (${ticket.recordLocator})`,
    preheader: what,
    heading:
      kind === "reminder" ? `Your flight to ${segment.destination.city} is coming up` : `Check-in is open for ${segment.destination.city}`,
    footer: `You get this reminder because you are the contact of booking ${ticket.recordLocator}. Reminders can be turned off in your profile.`,
  };
}

const documentsLine = "Take the document with which you travel, and look up whether the country you fly to asks for a visa.";

function delayLine(segment: ETicketSegment): string[] {
  return segment.expected === null ? [] : [`The flight is delayed: by its timetable it would leave ${formatMoment(segment.departs)}.`];
}

function choiceLine({ unanswered }: ReminderView): string[] {
  if (unanswered === null) return [];
  return [
    `Its times have changed since you booked. If they suit you, you need do nothing. If they do not, cancel before it leaves: all of the ${formatMoney(unanswered)} that you paid for what is left of your trip comes back.`,
  ];
}

function placeLine({ terminal, gate }: ReminderView): string[] {
  const places = [...(terminal === null ? [] : [`terminal ${terminal}`]), ...(gate === null ? [] : [`gate ${gate}`])];
  return places.length === 0 ? [] : [`It leaves from ${places.join(", ")}.`];
}

function closingLine({ departs, expected }: ETicketSegment): string {
  const { closesAt } = checkInWindow({ departsAt: departs.at, estimatedDepartsAt: expected?.departs.at ?? null });
  return `Check-in closes ${formatMoment(toZonedTime(closesAt, departs.timeZone))}.`;
}

function travellers({ ticket, at }: ReminderView): string[] {
  return ticket.passengers
    .filter(({ cancelled }) => cancelled[at] !== true)
    .map((passenger) => {
      const seat = passenger.seats[at] ?? null;
      const place = seat === null ? (passenger.type === "INF" ? "on lap" : "seat at check-in") : `seat ${seatWord(passenger, at)}`;
      return `${passenger.displayName}, ${passengerTypeName(passenger.type)}, ${place}`;
    });
}
