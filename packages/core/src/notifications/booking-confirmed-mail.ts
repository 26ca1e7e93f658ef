import { formatDate } from "../time.ts";
import { asTravelled } from "../tickets/as-travelled.ts";
import type { ETicket } from "../tickets/e-ticket.ts";
import { connectionNote, countOf, tripTitle } from "../tickets/ticket-words.ts";
import { createElement, Fragment } from "react";
import type { ReactNode } from "react";
import { mailButton, panel, paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";
import { flightPanel, flightText } from "./mail-flight.ts";
import { passengersPanel, passengersText } from "./mail-passengers.ts";
import { priceTable, priceText } from "./mail-price.ts";

/** What the confirmation needs: the ticket, and where its reader can change it, if there is such a place. */
export interface BookingConfirmedView {
  readonly ticket: ETicket;
  readonly manageUrl: string | null;
}

const attached = "Your e-ticket with the fare conditions (PDF) and a calendar file are attached.";

/** Writes the confirmation of a paid booking, with every flight that is still taken in its airports' local times. The caller attaches PDF and calendar. */
export async function renderBookingConfirmedMail({ ticket: whole, manageUrl }: BookingConfirmedView): Promise<RenderedMail> {
  const ticket = asTravelled(whole);
  const title = tripTitle(ticket.segments);
  const [first] = ticket.segments;
  const departure = first === undefined ? "" : `, ${formatDate(first.departs)}`;
  const frame = {
    header: ticket.issuingAirline,
    subject: `Booking confirmed: ${title}${departure} (${ticket.recordLocator})`,
    preheader: `Booking reference ${ticket.recordLocator}, ${countOf(ticket.passengers.length, "passenger")}${departure}. ${attached}`,
    heading: "Your booking is confirmed",
    footer: `You get this message because ${ticket.contactEmail} is the contact of booking ${ticket.recordLocator}.`,
  };
  return renderMail(frame, { html: bodyElement({ ticket, manageUrl }, title), text: bodyText({ ticket, manageUrl }, title) });
}

function bodyElement({ ticket, manageUrl }: BookingConfirmedView, title: string): ReactNode {
  const reference = { fontSize: 28, lineHeight: "36px", fontWeight: 700, letterSpacing: "2px" };
  return createElement(
    Fragment,
    null,
    paragraph("text", { fontSize: 17, lineHeight: "26px", marginBottom: 20 }, title),
    panel("tinted", paragraph("muted", { fontSize: 13 }, "Booking reference"), paragraph("ink", reference, ticket.recordLocator)),
    paragraph("text", { margin: "16px 0 20px" }, attached),
    manageUrl === null ? null : mailButton("Manage booking", manageUrl),
    sectionHeading(ticket.segments.length === 1 ? "Your flight" : "Your flights"),
    ...ticket.segments.flatMap((segment, index) => {
      const note = connectionNote(segment, ticket.segments[index + 1]);
      const gap = index === ticket.segments.length - 1 ? "0" : "7px 0";
      return [
        flightPanel(segment),
        paragraph("accent", { fontSize: 14, padding: note === null ? gap : "10px 20px", lineHeight: note === null ? "0" : "20px" }, note),
      ];
    }),
    sectionHeading(ticket.passengers.length === 1 ? "Passenger" : "Passengers"),
    passengersPanel(ticket),
    sectionHeading("Price"),
    priceTable(ticket),
  );
}

function bodyText({ ticket, manageUrl }: BookingConfirmedView, title: string): string[] {
  return [
    wrapLine(title),
    `Booking reference: ${ticket.recordLocator}`,
    wrapLine(attached),
    ...(manageUrl === null ? [] : [`Manage booking: ${manageUrl}`]),
    "FLIGHTS",
    ...ticket.segments.flatMap((segment, index) => {
      const note = connectionNote(segment, ticket.segments[index + 1]);
      return note === null ? [flightText(segment)] : [flightText(segment), `  ${note}`];
    }),
    "PASSENGERS",
    passengersText(ticket),
    "PRICE",
    priceText(ticket),
  ];
}
