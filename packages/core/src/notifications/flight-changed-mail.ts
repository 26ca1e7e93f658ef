import { createElement, Fragment } from "react";

import type { FlightTimesAndPlace } from "../flights/flight-change.ts";
import type { Flight } from "../flights/flight.ts";
import { formatDate, formatTime, formatZone, instantOf, toZonedTime } from "../time.ts";
import { paragraph, renderMail, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** What the message needs: the booking, the flight as it is now, and what of it has changed. */
export interface FlightChangedView {
  readonly recordLocator: string;
  readonly kind: "delayed" | "gate_changed" | "rescheduled" | "cancelled";
  readonly reason: string | null;
  readonly flight: Flight;
  readonly before: FlightTimesAndPlace;
  readonly after: FlightTimesAndPlace;
}

/** Tells what has become of a flight of the booking. */
export async function renderFlightChangedMail(view: FlightChangedView): Promise<RenderedMail> {
  const { recordLocator, kind, reason, flight } = view;
  const news = `${flight.designator} from ${flight.origin.city} to ${flight.destination.city} ${said[kind](view)}`;
  const lines = [news, ...(reason === null ? [] : [`Reason: ${reason}`])];
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `Flight ${flight.designator} ${headings[kind]} (${recordLocator})`,
    preheader: news,
    heading: `Your flight ${headings[kind]}`,
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html = createElement(Fragment, null, ...lines.map((line) => paragraph("text", { margin: "8px 0 12px" }, line)));
  return renderMail(frame, { html, text: lines.map((line) => wrapLine(line)) });
}

const headings = {
  delayed: "is delayed",
  gate_changed: "leaves from another gate",
  rescheduled: "has new times",
  cancelled: "is cancelled",
} as const;

const said: Readonly<Record<FlightChangedView["kind"], (view: FlightChangedView) => string>> = {
  delayed: (view) => `is now expected to leave ${departure(view, view.after.estimatedDepartsAt ?? view.after.departsAt)}.`,
  gate_changed: ({ after }) =>
    `leaves from ${after.terminal === null ? "" : `terminal ${after.terminal}, `}gate ${after.gate ?? "to be announced"}.`,
  rescheduled: (view) => `leaves ${departure(view, view.after.departsAt)}, instead of ${departure(view, view.before.departsAt)}.`,
  cancelled: (view) => `${departure(view, view.before.departsAt)} does not take place.`,
};

function departure({ flight }: FlightChangedView, at: string): string {
  const time = toZonedTime(instantOf(at), flight.departs.timeZone);
  return `on ${formatDate(time)} at ${formatTime(time)} (${formatZone(time)})`;
}
