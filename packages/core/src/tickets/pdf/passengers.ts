import type { ETicket, ETicketPassenger } from "../e-ticket.ts";
import { passengerTypeName, seatWord } from "../ticket-words.ts";
import { measure, rule, styles, write } from "./ink.ts";
import type { Pdf } from "./ink.ts";
import { page } from "./page.ts";
import type { Block } from "./page.ts";

/** Beyond this the seats need the room of the type, which then stands below the name. */
const FLIGHTS_WITH_TYPE_COLUMN = 3;

interface Column {
  readonly x: number;
  readonly width: number;
}

interface Columns {
  readonly name: Column;
  readonly type: Column | null;
  readonly ticket: Column;
  readonly seats: readonly Column[];
}

/** Who travels: name, ticket number and the seat on each flight; a table whose head is set again where it goes on to another page. */
export function passengersBlocks(pdf: Pdf, { passengers, segments }: ETicket): Block[] {
  const columns = columnsFor(segments.length);
  const head = headBlock(
    pdf,
    columns,
    segments.map((segment) => segment.flight),
  );
  const unassigned = passengers.some(
    ({ type, seats, cancelled }) =>
      type !== "INF" && segments.some((_, index) => (seats[index] ?? null) === null && cancelled[index] !== true),
  );
  const last = passengers.length - 1;
  return [
    {
      height: 15,
      gap: 18,
      role: "H2",
      keepWithNext: true,
      draw: (y) =>
        void write(pdf, passengers.length === 1 ? "Passenger" : "Passengers", { ...styles.heading, x: page.left, y, width: 300 }),
    },
    { ...head, gap: 8 },
    ...passengers.map((passenger, index) => ({
      ...passengerBlock(pdf, passenger, columns),
      repeatedHead: head,
      keepWithNext: index === 0 || index === last - 1 || (index === last && unassigned),
    })),
    ...(unassigned ? [noteBlock(pdf)] : []),
  ];
}

function columnsFor(flights: number): Columns {
  const roomy = flights <= FLIGHTS_WITH_TYPE_COLUMN;
  const [seat, gutter, ticketWidth, typeWidth] = [roomy ? 66 : 41, 12, 98, 44];
  const seatsX = page.right - flights * seat;
  const ticketX = seatsX - gutter - ticketWidth;
  const typeX = ticketX - gutter - typeWidth;
  return {
    name: { x: page.left, width: (roomy ? typeX : ticketX) - gutter - page.left },
    type: roomy ? { x: typeX, width: typeWidth } : null,
    ticket: { x: ticketX, width: ticketWidth },
    seats: Array.from({ length: flights }, (_, index) => ({ x: seatsX + index * seat, width: seat })),
  };
}

function headBlock(pdf: Pdf, columns: Columns, flights: readonly string[]): Block {
  const oneLine = columns.type !== null;
  const height = oneLine ? 18 : 29;
  return {
    height,
    gap: 0,
    role: "P",
    keepWithNext: true,
    draw(y) {
      const line = y + height - 17;
      write(pdf, "Name", { ...styles.label, ...columns.name, y: line });
      write(pdf, "Ticket number", { ...styles.label, ...columns.ticket, y: line });
      for (const [index, column] of columns.seats.entries()) {
        const flight = flights[index] ?? "";
        if (!oneLine) write(pdf, "Seat", { ...styles.label, ...column, y: line - 10, align: "right" });
        write(pdf, oneLine ? `Seat ${flight}` : flight, { ...styles.label, spacing: 0, ...column, y: line, align: "right" });
      }
      rule(pdf, { x: page.left, y: y + height - 3, width: page.content });
    },
  };
}

function passengerBlock(pdf: Pdf, passenger: ETicketPassenger, columns: Columns): Block {
  const type = passengerTypeName(passenger.type);
  const nameHeight = measure(pdf, passenger.displayName, { ...styles.strong, ...columns.name });
  const ticketHeight = measure(pdf, passenger.ticketNumber, { ...styles.number, ...columns.ticket });
  const height = Math.max(nameHeight + (columns.type === null ? 11 : 0), ticketHeight) + 10;
  return {
    height,
    gap: 0,
    role: "P",
    draw(y) {
      const line = y + 4;
      write(pdf, passenger.displayName, { ...styles.strong, ...columns.name, y: line });
      if (columns.type === null) write(pdf, type, { ...styles.small, ...columns.name, y: line + nameHeight });
      else write(pdf, type, { ...styles.body, ...columns.type, y: line });
      write(pdf, passenger.ticketNumber, { ...styles.number, ...columns.ticket, y: line });
      for (const [index, column] of columns.seats.entries()) {
        const word = seatWord(passenger, index);
        // Of the words for a seat only "cancelled" is wider than a narrow column.
        const style =
          columns.type === null && word.length > 4 ? { ...styles.small, size: 7.5 } : { ...styles.number, font: "medium" as const };
        write(pdf, word, { ...style, ...column, y: line, align: "right" });
      }
      rule(pdf, { x: page.left, y: y + height - 1, width: page.content });
    },
  };
}

function noteBlock(pdf: Pdf): Block {
  const text = "Where a dash stands, the seat is assigned at check-in.";
  return { height: 11, gap: 6, role: "P", draw: (y) => void write(pdf, text, { ...styles.small, x: page.left, y, width: page.content }) };
}
