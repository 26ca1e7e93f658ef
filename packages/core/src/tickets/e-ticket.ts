import type { Money } from "../money.ts";
import type { ZonedTime } from "../time.ts";

/** What a traveller's e-ticket says, with nothing left to look up: the PDF, the calendar and the mails are drawn from it alone. */
export interface ETicket {
  readonly recordLocator: string;
  /** When the ticket was issued, in the zone in which the issuing office reads it. */
  readonly issuedAt: ZonedTime;
  /** How often what it says has changed since, and when last: by cancellations, other seats, and what became of its flights. */
  readonly revision: number;
  readonly revisedAt: Date;
  readonly issuingAirline: string;
  readonly contactEmail: string;
  readonly passengers: readonly ETicketPassenger[];
  /** In order of travel, at least one. */
  readonly segments: readonly ETicketSegment[];
  readonly priceLines: readonly ETicketPriceLine[];
  readonly total: Money;
  /** Null where nothing has been paid, as with a ticket that costs nothing. */
  readonly payment: ETicketPayment | null;
  /** What was cancelled of the lines above: what came back of it, and what was kept; null where nothing was. */
  readonly cancelled: { readonly refunded: Money; readonly kept: Money } | null;
}

/** One traveller: adult (ADT), child (CHD) or infant on an adult's lap (INF). */
export interface ETicketPassenger {
  readonly displayName: string;
  readonly type: "ADT" | "CHD" | "INF";
  /** Accounting code, hyphen, serial: `123-4567890123`; several, with strokes between, where the flights are on several tickets. */
  readonly ticketNumber: string;
  /** One entry per segment, in the order of the ticket's segments; null where no seat is assigned. */
  readonly seats: readonly (string | null)[];
  /** One entry per segment: whether the traveller no longer flies it. */
  readonly cancelled: readonly boolean[];
}

/** One flight of the trip, under one fare brand. */
export interface ETicketSegment {
  /** Names the segment for ever, also after a change of flight, so that a calendar updates its event and does not add one. */
  readonly id: string;
  /** Carrier, space, number: `NV 123`. */
  readonly flight: string;
  readonly operatingAirline: string;
  readonly aircraft: string;
  readonly cabin: string;
  readonly fareBrand: string;
  /** Whole sentences: "Changes cost €60." */
  readonly conditions: readonly string[];
  /** A whole sentence or phrase: "1 cabin bag (8 kg) and 1 checked bag (23 kg)". */
  readonly baggageAllowance: string;
  readonly origin: ETicketAirport;
  readonly destination: ETicketAirport;
  readonly departs: ZonedTime;
  readonly arrives: ZonedTime;
  readonly durationMinutes: number;
  /** When it is expected instead; null while the timetable is expected to hold. */
  readonly expected: { readonly departs: ZonedTime; readonly arrives: ZonedTime } | null;
  /** The airline does not fly it. */
  readonly cancelled: boolean;
}

/** An airport as people know it. */
export interface ETicketAirport {
  readonly iata: string;
  readonly name: string;
  readonly city: string;
  readonly country: string | null;
  /** Without the word: `1`, `2E`. */
  readonly terminal: string | null;
}

/** One line of the price: fare, tax, fee or extra. */
export interface ETicketPriceLine {
  readonly label: string;
  readonly amount: Money;
}

/** How the ticket was paid; the method is safe to print: `Visa •••• 4242`. */
export interface ETicketPayment {
  readonly method: string;
  readonly paidAt: ZonedTime;
}
