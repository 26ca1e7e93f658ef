import type { Statement, Transaction } from "./client.ts";

export interface AirportRow {
  readonly iata: string;
  readonly icao: string | null;
  readonly name: string;
  readonly city: string;
  /** Other names, separated by spaces. */
  readonly aliases: string;
  /** 3 large, 2 medium, 1 small. */
  readonly size: number;
  readonly metroCode: string | null;
  readonly country: string;
  readonly countryName: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Schedules that depart from here. */
  readonly schedules: number;
}

/** What changes seldom and is read with every search. */
export interface ReferenceRows {
  readonly airports: readonly AirportRow[];
  readonly metropolitanAreas: readonly { readonly code: string; readonly name: string }[];
  readonly airlines: readonly { readonly iata: string; readonly name: string }[];
  readonly aircraftTypes: readonly { readonly iata: string; readonly name: string }[];
}

/** The version of the reference data, and the database's clock in milliseconds since 1970. */
export interface ReferenceMoment {
  readonly version: string;
  readonly now: number;
}

/** A ReferenceMoment as a subquery, for statements that answer it with what else they find. */
export const referenceMoment =
  "SELECT json_build_object('version', version::text, 'now', (date_part('epoch', skyhold_now()) * 1000)::bigint) AS answer FROM reference_version";

const versionStatement: Statement<ReferenceMoment> = { name: "reference_version", text: referenceMoment };

const rowsStatement: Statement<ReferenceRows> = {
  name: "reference_rows",
  text: `SELECT jsonb_build_object(
    'airports', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'iata', a.iata, 'icao', a.icao, 'name', a.name, 'city', a.city, 'aliases', a.aliases, 'size', a.size, 'metroCode', a.metro_code,
        'country', a.country_code, 'countryName', c.name, 'timeZone', a.time_zone, 'latitude', a.latitude, 'longitude', a.longitude,
        'schedules', coalesce(s.n, 0)) ORDER BY a.iata), '[]')
      FROM airport a JOIN country c ON c.code = a.country_code
      LEFT JOIN (SELECT origin, count(*) AS n FROM flight_schedule GROUP BY origin) s ON s.origin = a.iata),
    'metropolitanAreas', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name)), '[]') FROM metropolitan_area),
    'airlines', (SELECT coalesce(jsonb_agg(jsonb_build_object('iata', iata, 'name', name)), '[]') FROM airline),
    'aircraftTypes', (SELECT coalesce(jsonb_agg(jsonb_build_object('iata', iata, 'name', name)), '[]') FROM aircraft_type)) AS answer`,
};

/** The version of the reference data, and the database's clock. One look-up of one row. */
export async function readReferenceVersion(db: Transaction): Promise<ReferenceMoment> {
  const [answer] = await db.run(versionStatement, []);
  if (!answer) throw new Error("The table reference_version has lost its row");
  return answer;
}

/** All reference data of a search: about 2 MB with every airport, to be kept. */
export async function readReferenceRows(db: Transaction): Promise<ReferenceRows> {
  const [answer] = await db.run(rowsStatement, []);
  if (!answer) throw new Error("The reference data gave no answer");
  return answer;
}
