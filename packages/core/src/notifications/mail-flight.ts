import { createElement } from "react";
import type { ReactElement } from "react";
import { formatDate, formatTime, formatZone } from "../time.ts";
import type { ZonedTime } from "../time.ts";
import type { ETicketAirport, ETicketSegment } from "../tickets/e-ticket.ts";
import { airportWithTerminal, dayMark, formatDuration, formatMoment } from "../tickets/ticket-words.ts";
import { layoutTable, mailColours, panel, paragraph, wrapLine } from "./mail-frame.ts";

/** One flight as a panel: both airports with their local times, then cabin, aircraft and baggage. */
export function flightPanel(segment: ETicketSegment): ReactElement {
  const badge = {
    display: "inline-block",
    padding: "3px 11px",
    marginRight: 8,
    borderRadius: 12,
    backgroundColor: mailColours.ink,
    color: mailColours.card,
    fontWeight: 600,
  };
  return panel(
    "outlined",
    paragraph(
      "muted",
      { fontSize: 13, marginBottom: 14 },
      createElement("span", { className: "sky-badge", style: badge }, segment.flight),
      ` Operated by ${segment.operatingAirline}`,
    ),
    routeTable(segment),
    ...facts(segment).map(([label, value]) =>
      paragraph(
        "text",
        { fontSize: 14, lineHeight: "21px", marginTop: 4 },
        createElement("span", { className: "sky-muted", style: { color: mailColours.muted } }, `${label}: `),
        value,
      ),
    ),
  );
}

/** The same flight as plain text. */
export function flightText(segment: ETicketSegment): string {
  const mark = dayMark(segment.departs, segment.arrives);
  return [
    wrapLine(`${segment.flight}, operated by ${segment.operatingAirline}`),
    `  Departs  ${formatMoment(segment.departs)}`,
    placeText(segment.origin),
    `  Arrives  ${formatMoment(segment.arrives)}${mark && ` (${mark})`}`,
    placeText(segment.destination),
    `  Flight time: ${formatDuration(segment.durationMinutes)}`,
    ...facts(segment).map(([label, value]) => wrapLine(`${label}: ${value}`, "  ", "    ")),
  ].join("\n");
}

function placeText(airport: ETicketAirport): string {
  const indent = " ".repeat(11);
  return wrapLine(`${airportWithTerminal(airport)}, ${airport.city}`, indent);
}

function facts(segment: ETicketSegment): (readonly [string, string])[] {
  return [
    ["Cabin and fare", `${segment.cabin}, ${segment.fareBrand}`],
    ["Aircraft", segment.aircraft],
    ["Baggage", segment.baggageAllowance],
  ];
}

function routeTable(segment: ETicketSegment): ReactElement {
  const cell = { verticalAlign: "top", width: "39%" } as const;
  const dots = { borderTop: `2px dotted ${mailColours.accent}`, margin: "24px 8px 6px 0" };
  return createElement(
    "table",
    { ...layoutTable, style: { marginBottom: 14 } },
    createElement(
      "tbody",
      null,
      createElement(
        "tr",
        null,
        createElement("td", { style: cell }, ...endElements(segment.origin, segment.departs, "")),
        createElement(
          "td",
          { style: { verticalAlign: "top", width: "22%" } },
          createElement("div", { className: "sky-accent", style: dots }),
          paragraph(
            "muted",
            { fontSize: 12, lineHeight: "16px", textAlign: "center", whiteSpace: "nowrap", paddingRight: 8 },
            formatDuration(segment.durationMinutes),
          ),
        ),
        createElement(
          "td",
          { style: { ...cell } },
          ...endElements(segment.destination, segment.arrives, dayMark(segment.departs, segment.arrives)),
        ),
      ),
    ),
  );
}

function endElements(airport: ETicketAirport, time: ZonedTime, mark: string): ReactElement[] {
  const day = createElement(
    "span",
    { className: "sky-accent", style: { fontSize: 12, lineHeight: "12px", color: mailColours.accent, fontWeight: 600 } },
    ` ${mark}`,
  );
  const terminal = airport.terminal === null ? "" : `, Terminal\u00A0${airport.terminal}`;
  return [
    paragraph("accent", { fontSize: 14, lineHeight: "18px", fontWeight: 700, letterSpacing: "0.5px" }, airport.iata),
    paragraph("ink", { fontSize: 26, lineHeight: "32px", fontWeight: 700 }, formatTime(time), mark === "" ? null : day),
    paragraph("muted", { fontSize: 13, lineHeight: "18px" }, formatDate(time)),
    paragraph("muted", { fontSize: 13, lineHeight: "18px" }, `Local time, ${formatZone(time)}`),
    paragraph("ink", { fontSize: 14, lineHeight: "20px", fontWeight: 600, marginTop: 6 }, airport.city),
    paragraph("muted", { fontSize: 13, lineHeight: "18px" }, `${airport.name}${terminal}`),
  ];
}
