import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import type { TransactionContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { personText } from "../text.ts";

const code = (length: number, example: string) =>
  z.string().regex(new RegExp(`^[A-Z]{${length}}$`, "u"), `${length} capital letters, like ${example}`);

/** What is known of an airport. */
export const airportFields = {
  icao: code(4, "EGLL").nullable(),
  name: personText(100),
  city: personText(100),
  aliases: z.string().trim().max(300).describe("Other names by which people look for it, with spaces between"),
  size: z.int().min(1).max(3).describe("3 large, 2 medium, 1 small: the larger is found first"),
  metroCode: code(3, "LON").nullable().describe("Code of the metropolitan area it belongs to"),
  country: code(2, "GB").describe("ISO 3166 code"),
  timeZone: z.string().max(60).describe("IANA time zone, `Europe/London`"),
  latitude: z.number("Degrees, like 38.77").min(-90).max(90),
  longitude: z.number("Degrees, like -9.13").min(-180).max(180),
};

/** IATA code of an airport. */
export const Iata = code(3, "LHR");

/** An airport as staff see it. */
export const AirportForStaff = z.strictObject({ iata: Iata, ...airportFields });
export type AirportForStaff = z.infer<typeof AirportForStaff>;

/** A stored airport as staff see it. */
export function toAirportForStaff({ countryCode, ...airport }: Prisma.AirportGetPayload<object>): AirportForStaff {
  return { ...airport, country: countryCode };
}

/** Refuses a country that is not there and a time zone that no clock knows, naming the field. */
export async function checkPlace(
  tx: TransactionContext,
  { country, timeZone }: Pick<AirportForStaff, "country" | "timeZone">,
): Promise<void> {
  if (!(await tx.prisma.country.findUnique({ where: { code: country } })))
    throw invalidInput("country", `There is no country ${country} in the reference data`);
  if (!isTimeZone(timeZone)) throw invalidInput("timeZone", "Use a name of the IANA time zone database, like Europe/London");
}

function isTimeZone(timeZone: string): boolean {
  try {
    return /^[A-Z]/u.test(timeZone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
