import { createElement, Fragment } from "react";
import type { ReactNode } from "react";

import { formatDate, formatTime, formatZone } from "../time.ts";
import type { ZonedTime } from "../time.ts";
import type { ETicketSegment } from "../tickets/e-ticket.ts";
import { formatMoment } from "../tickets/ticket-words.ts";
import type { CancellationView } from "./cancellation-view.ts";
import { flightPanel, flightText } from "./mail-flight.ts";
import type { FlightRights } from "./flight-rights.ts";
import { rightsInWords } from "./flight-rights-words.ts";
import { changeTable, changeText } from "./mail-change.ts";
import type { ChangedFact } from "./mail-change.ts";
import { mailButton, paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";
import { refundTable, refundText } from "./mail-refund.ts";

/** When and where a flight leaves, as people at its airports read it. */
export interface FlightTimes {
  readonly departs: ZonedTime;
  readonly arrives: ZonedTime;
  readonly expectedDeparts: ZonedTime | null;
  readonly expectedArrives: ZonedTime | null;
  readonly terminal: string | null;
  readonly gate: string | null;
}

/** What the message needs: the booking, the flight by its timetable, what of it has changed, and what its traveller may do. */
export interface FlightChangedView {
  readonly recordLocator: string;
  readonly bookingState: string;
  readonly kind: "delayed" | "gate_changed" | "rescheduled" | "cancelled";
  readonly reason: string | null;
  readonly segment: ETicketSegment;
  readonly before: FlightTimes;
  readonly after: FlightTimes;
  /** Null where there is nothing to decide. */
  readonly rights: FlightRights | null;
  /** What has been cancelled and refunded because of it; null where nothing has yet. */
  readonly cancellation: CancellationView | null;
  readonly manageUrl: string | null;
}

/** Tells what has become of a flight of the booking, what it was before, and what one may do. */
export async function renderFlightChangedMail(view: FlightChangedView): Promise<RenderedMail> {
  const { recordLocator, kind, reason, segment, manageUrl, cancellation } = view;
  const facts = changedFacts(view);
  const news = `${segment.flight} from ${segment.origin.city} to ${segment.destination.city} ${said[kind](view)}`;
  const lead = reason === null ? [news] : [news, `Reason: ${reason}`];
  const advice = rightsInWords(view);
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `Flight ${segment.flight} ${headings[kind]} (${recordLocator})`,
    preheader: news,
    heading: `Your flight ${headings[kind]}`,
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html: ReactNode = createElement(
    Fragment,
    null,
    ...lead.map((line) => paragraph("text", { margin: "8px 0 12px" }, line)),
    facts.length === 0 ? null : changeTable(facts),
    kind === "cancelled" ? null : createElement("div", { style: { marginTop: 20 } }, flightPanel(asExpected(view))),
    cancellation === null ? null : createElement(Fragment, null, sectionHeading("Refund"), refundTable(cancellation)),
    advice.length === 0 ? null : sectionHeading("What you can do"),
    ...advice.map((line) => paragraph("text", { margin: "0 0 10px" }, line)),
    manageUrl === null ? null : createElement("div", { style: { marginTop: 18 } }, mailButton("See your booking", manageUrl)),
  );
  const text = [
    ...lead.map((line) => wrapLine(line)),
    ...(facts.length === 0 ? [] : [changeText(facts)]),
    ...(kind === "cancelled" ? [] : [flightText(asExpected(view))]),
    ...(cancellation === null ? [] : ["REFUND", refundText(cancellation)]),
    ...(advice.length === 0 ? [] : ["WHAT YOU CAN DO", ...advice.map((line) => wrapLine(line))]),
    ...(manageUrl === null ? [] : [`See your booking: ${manageUrl}`]),
  ];
  return renderMail(frame, { html, text });
}

const headings = {
  delayed: "is delayed",
  gate_changed: "leaves from another gate",
  rescheduled: "has new times",
  cancelled: "is cancelled",
} as const;

const said: Readonly<Record<FlightChangedView["kind"], (view: FlightChangedView) => string>> = {
  delayed: ({ after }) => `is now expected to leave ${onAt(after.expectedDeparts ?? after.departs)}.`,
  gate_changed: ({ after }) => `leaves from ${placeOf(after)}.`,
  rescheduled: ({ before, after }) => `leaves ${onAt(after.departs)}, instead of ${onAt(before.departs)}.`,
  cancelled: ({ before }) => `${onAt(before.departs)} does not take place.`,
};

function onAt(time: ZonedTime): string {
  return `on ${formatDate(time)} at ${formatTime(time)} (${formatZone(time)})`;
}

function placeOf({ terminal, gate }: FlightTimes): string {
  return `${terminal === null ? "" : `terminal ${terminal}, `}gate ${gate ?? "to be announced"}`;
}

/** The times that now count stand in the panel of the flight. */
function asExpected({ segment, after }: FlightChangedView): ETicketSegment {
  return {
    ...segment,
    departs: after.expectedDeparts ?? after.departs,
    arrives: after.expectedArrives ?? after.arrives,
    origin: { ...segment.origin, terminal: after.terminal ?? segment.origin.terminal },
  };
}

/** What was, and what is instead; nothing for a flight that does not take place. */
function changedFacts({ kind, before, after }: FlightChangedView): ChangedFact[] {
  if (kind === "cancelled") return [];
  const departs = [before.expectedDeparts ?? before.departs, after.expectedDeparts ?? after.departs] as const;
  const arrives = [before.expectedArrives ?? before.arrives, after.expectedArrives ?? after.arrives] as const;
  const all: ChangedFact[] = [
    { label: "Departure", before: formatMoment(departs[0]), after: formatMoment(departs[1]) },
    { label: "Arrival", before: formatMoment(arrives[0]), after: formatMoment(arrives[1]) },
    { label: "Terminal", before: before.terminal ?? "not announced", after: after.terminal ?? "not announced" },
    { label: "Gate", before: before.gate ?? "not announced", after: after.gate ?? "not announced" },
  ];
  return all.filter((fact) => fact.before !== fact.after);
}
