import records from "./airports.json" with { type: "json" };
import { metropolitanAreas } from "./metropolitan-areas.ts";

/** An airport with scheduled service; `type` is the size class of its source (large_airport, medium_airport …). */
export interface AirportData {
  readonly iata: string;
  /** Null where the only code is a national one, such as 4A2 in Alaska. */
  readonly icao: string | null;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly type: string;
  readonly metroCode: string | null;
}

/** A line of airports.json, with the short keys that keep that file small. */
export interface AirportRecord extends Pick<AirportData, "iata" | "name" | "city" | "country" | "type"> {
  readonly icao: string;
  readonly lat: number;
  readonly lon: number;
  readonly tz: string;
}

const ICAO_CODE = /^[A-Z]{4}$/;

const metroCodes = new Map(Object.entries(metropolitanAreas).flatMap(([code, members]) => members.map((iata) => [iata, code] as const)));

/** Every airport of airports.json, with its metropolitan code. */
export const airports: readonly AirportData[] = records.map(({ icao, lat, lon, tz, ...rest }) => ({
  ...rest,
  icao: ICAO_CODE.test(icao) ? icao : null,
  latitude: lat,
  longitude: lon,
  timeZone: tz,
  metroCode: metroCodes.get(rest.iata) ?? null,
}));
