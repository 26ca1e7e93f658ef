import { decode, encode } from "bcbp";

import { foldText } from "../airports/fold-text.ts";
import type { Cabin } from "../flights/flight.ts";
import { instantOf } from "../time.ts";

/** What a boarding pass says to a scanner. */
export interface PassContent {
  readonly recordLocator: string;
  readonly surname: string;
  readonly givenName: string;
  readonly origin: string;
  readonly destination: string;
  readonly airlineCode: string;
  readonly flightNumber: number;
  readonly suffix: string;
  /** Local date of departure, `2026-12-01`. */
  readonly date: string;
  readonly cabin: Cabin;
  /** `12A`; null for an infant on a lap. */
  readonly seat: string | null;
  readonly sequence: number;
  /** What only this pass knows. */
  readonly passCode: string;
}

/** What was read from a barcode; names as the pass has them. */
export interface ScannedPass extends Omit<PassContent, "surname" | "givenName" | "cabin" | "date"> {
  readonly name: string;
  /** Of the year, from 1: a pass says no year. */
  readonly dayOfYear: number;
}

const compartments: Readonly<Record<Cabin, string>> = { first: "F", business: "J", premium_economy: "W", economy: "Y" };

/** The text of a bar coded boarding pass of one leg (IATA Resolution 792, format M), its fields padded as the standard has them. */
export function encodePass(pass: PassContent): string {
  const { seat, sequence } = pass;
  return encode({
    data: {
      passengerName: passName(pass),
      legs: [
        {
          operatingCarrierPNR: pass.recordLocator,
          departureAirport: pass.origin,
          arrivalAirport: pass.destination,
          operatingCarrierDesignator: pass.airlineCode,
          flightNumber: `${String(pass.flightNumber).padStart(4, "0")}${pass.suffix}`,
          flightDate: instantOf(`${pass.date}T00:00:00Z`),
          compartmentCode: compartments[pass.cabin],
          seatNumber: seat === null ? "INF " : seat.padStart(4, "0"),
          checkInSequenceNumber: String(sequence).padStart(4, "0"),
          // Checked in: the ticket was issued, and so was this pass.
          passengerStatus: "1",
          airlineInfo: pass.passCode,
        },
      ],
    },
    meta: { formatCode: "M", numberOfLegs: 1, electronicTicketIndicator: "E", versionNumber: 6 },
  });
}

/** What a barcode says, or null where it is no boarding pass of one leg. */
export function decodePass(text: string): ScannedPass | null {
  if (!/^M1[\x20-\x5F]{20}E[\x20-\x7E]{37,500}$/u.test(text)) return null;
  const leg = readLeg(text);
  const flight = /^(?<digits>\d{4})(?<suffix>[A-Z]?)$/u.exec(leg?.flightNumber?.trim() ?? "")?.groups;
  const sequence = Number(leg?.checkInSequenceNumber);
  const dayOfYear = Number(text.slice(44, 47));
  if (!leg || !flight || !/^\d{4} ?$/u.test(leg.checkInSequenceNumber ?? "") || !Number.isInteger(dayOfYear)) return null;
  const seat = leg.seatNumber?.trim().replace(/^0+/u, "") ?? "";
  return {
    name: text.slice(2, 22).trimEnd(),
    recordLocator: leg.operatingCarrierPNR?.trim() ?? "",
    origin: leg.departureAirport ?? "",
    destination: leg.arrivalAirport ?? "",
    airlineCode: leg.operatingCarrierDesignator?.trim() ?? "",
    flightNumber: Number(flight["digits"]),
    suffix: flight["suffix"] ?? "",
    dayOfYear,
    seat: seat === "INF" || seat === "" ? null : seat,
    sequence,
    passCode: leg.airlineInfo?.trim() ?? "",
  };
}

/** `SURNAME/GIVEN NAME` in the letters of the standard, 20 at most: what is too long loses the end of the given name first. */
export function passName({ surname, givenName }: Pick<PassContent, "surname" | "givenName">): string {
  const letters = (text: string) =>
    foldText(text)
      .toUpperCase()
      .replaceAll(/[^A-Z ]/gu, "")
      .trim();
  const family = letters(surname).slice(0, 18) || "X";
  return `${family}/${letters(givenName)}`.slice(0, 20).trimEnd();
}

function readLeg(text: string) {
  try {
    return decode(text, 2000).data?.legs?.[0] ?? null;
  } catch {
    // The library throws what it likes at text that only looks like a pass.
    return null;
  }
}
