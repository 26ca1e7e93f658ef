import { createElement } from "react";
import type { ReactElement } from "react";
import type { ETicket, ETicketPassenger } from "../tickets/e-ticket.ts";
import { passengerTypeName, seatWord } from "../tickets/ticket-words.ts";
import { mailColours, paragraph, wrapLine } from "./mail-frame.ts";

/** Who travels, each with ticket number and seats. */
export function passengersPanel(ticket: ETicket): ReactElement {
  return createElement(
    "div",
    null,
    ...ticket.passengers.map((passenger) =>
      createElement(
        "div",
        { className: "sky-line", style: { borderTop: `1px solid ${mailColours.line}`, padding: "10px 0" } },
        paragraph("ink", { fontWeight: 600 }, passenger.displayName),
        paragraph("muted", { fontSize: 13, lineHeight: "19px" }, `${passengerTypeName(passenger.type)}, ticket ${passenger.ticketNumber}`),
        paragraph("text", { fontSize: 14, lineHeight: "20px" }, seatsOf(ticket, passenger).join(", ")),
      ),
    ),
  );
}

/** The same passengers as plain text. */
export function passengersText(ticket: ETicket): string {
  return ticket.passengers
    .map((passenger) =>
      [
        wrapLine(passenger.displayName),
        `  ${passengerTypeName(passenger.type)}, ticket ${passenger.ticketNumber}`,
        wrapLine(seatsOf(ticket, passenger).join(", "), "  "),
      ].join("\n"),
    )
    .join("\n\n");
}

// No-break spaces keep a flight and its seat on one line.
function seatsOf({ segments }: ETicket, passenger: ETicketPassenger): string[] {
  return segments.map(({ flight }, index) => `${flight} ${seatOf(passenger, index)}`.replaceAll(" ", "\u00A0"));
}

function seatOf(passenger: ETicketPassenger, index: number): string {
  if (passenger.cancelled[index] === true) return "cancelled";
  if ((passenger.seats[index] ?? null) !== null) return `seat ${seatWord(passenger, index)}`;
  return passenger.type === "INF" ? "on lap" : "seat at check-in";
}
