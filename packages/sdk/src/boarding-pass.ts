import { decode } from "bcbp";
import type { BarcodedBoardingPass } from "bcbp";

import { invalidInput } from "./errors.ts";

/** What the barcode of a boarding pass says. Nothing in it proves that the pass is genuine: the gate asks the server. */
export interface ScannedBoardingPass {
  /** In capitals without diacritics, at most 20 characters with the given name: longer names are cut. */
  readonly surname: string;
  /** Null where the pass names none. */
  readonly givenName: string | null;
  /** In the order of travel, at least one. */
  readonly legs: readonly ScannedLeg[];
}

/** One flight of a boarding pass. */
export interface ScannedLeg {
  readonly recordLocator: string;
  /** IATA airport codes, `CDG`. */
  readonly origin: string;
  readonly destination: string;
  /** Airline and number as on a departures board: `NV 123`. */
  readonly flight: string;
  /** Local date of departure, `2026-12-01`. */
  readonly departureDate: string;
  /** Compartment code of the airline, such as `Y` or `J`. */
  readonly compartment: string;
  /** `12A`; null for an infant, or where the seat comes at the gate. */
  readonly seat: string | null;
  /** The passenger's number in the order of check-in; null before it. */
  readonly sequence: number | null;
}

/** What `decodeBoardingPass` needs beside the barcode's text. */
export interface DecodeBoardingPassOptions {
  /** The pass names a day, not a year: the one nearest to this moment is meant. Now, when left out. */
  readonly near?: Date;
}

/**
 * Reads the text of a boarding pass's barcode (IATA resolution 792, "BCBP"), as a scanner gives it.
 *
 * Throws `SkyholdError` INVALID_INPUT when it is no boarding pass.
 *
 * @example
 * const { surname, legs } = decodeBoardingPass("M1NOVAK/ANA           EB7K3QX CDGLISNV 0123 335Y012A0007 100");
 * console.log(surname, legs[0]?.flight, legs[0]?.seat); // NOVAK NV 123 12A
 */
export function decodeBoardingPass(text: string, { near = new Date() }: DecodeBoardingPassOptions = {}): ScannedBoardingPass {
  const years = [-1, 0, 1].map((offset) => near.getUTCFullYear() + offset);
  const readings = years.map((year) => ({ year, pass: read(text, year) }));
  const [first] = readings;
  const { passengerName, legs } = first?.pass.data ?? {};
  const [surname = "", givenName = ""] = (passengerName ?? "").trim().split("/");
  if (first?.pass.meta?.formatCode !== "M" || surname === "" || !legs?.length) throw noPass();
  return {
    surname,
    givenName: givenName.trim() === "" ? null : givenName.trim(),
    legs: legs.map((leg, index) => {
      const days = readings.flatMap(({ year, pass }) => {
        const day = pass.data?.legs?.[index]?.flightDate;
        // The 366th day of a year that has none would run over into the next.
        return day && day.getUTCFullYear() === year ? [day] : [];
      });
      return toLeg(leg, nearest(days, near));
    }),
  };
}

function read(text: string, year: number): BarcodedBoardingPass {
  try {
    return decode(text, year);
  } catch {
    throw noPass();
  }
}

type Leg = NonNullable<NonNullable<BarcodedBoardingPass["data"]>["legs"]>[number];

function toLeg(leg: Leg, day: Date | null): ScannedLeg {
  const recordLocator = leg.operatingCarrierPNR?.trim() ?? "";
  const airline = leg.operatingCarrierDesignator?.trim() ?? "";
  const { number, suffix = "" } = /^0*(?<number>\d{1,4})(?<suffix>[A-Z]?)$/u.exec(leg.flightNumber?.trim() ?? "")?.groups ?? {};
  const [origin = "", destination = "", compartment = ""] = [leg.departureAirport, leg.arrivalAirport, leg.compartmentCode];
  const places = /^[A-Z]{3}$/u.test(origin) && /^[A-Z]{3}$/u.test(destination);
  if (recordLocator === "" || airline === "" || number === undefined || !places || compartment === "" || !day) throw noPass();
  const seat = /^0*(?<seat>\d+[A-Z])$/u.exec(leg.seatNumber?.trim() ?? "")?.groups?.["seat"] ?? null;
  const sequence = /^\d+/u.exec(leg.checkInSequenceNumber ?? "")?.[0];
  return {
    recordLocator,
    origin,
    destination,
    compartment,
    seat,
    flight: `${airline} ${number}${suffix}`,
    departureDate: day.toISOString().slice(0, 10),
    sequence: sequence === undefined ? null : Number(sequence),
  };
}

function nearest(days: readonly Date[], moment: Date): Date | null {
  const away = (day: Date) => Math.abs(day.getTime() - moment.getTime());
  return days.toSorted((one, other) => away(one) - away(other))[0] ?? null;
}

function noPass() {
  return invalidInput("text", "This is not the barcode of a boarding pass; pass on what the scanner read, unchanged");
}
