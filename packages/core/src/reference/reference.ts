import { readReferenceRows, readReferenceVersion } from "@skyhold/db";
import type { AirportRow, ReferenceRows, Transaction } from "@skyhold/db";

import { createAirportIndex } from "../airports/airport-index.ts";
import type { AirportIndex } from "../airports/airport-index.ts";
import { listFareBrands } from "../fares/fare-brand.ts";
import type { StoredFareBrand } from "../fares/fare-brand.ts";
import { instantOf } from "../time.ts";

/** What changes seldom and is needed for every search, ready for look-ups. */
export interface Reference {
  readonly airports: ReadonlyMap<string, AirportRow>;
  /** The airports behind a code: one for an airport's own, several for a metropolitan area's. */
  readonly airportsOf: (code: string) => readonly string[];
  readonly index: AirportIndex;
  readonly airlines: ReadonlyMap<string, string>;
  readonly aircraft: ReadonlyMap<string, string>;
  /** The plainest first. */
  readonly brands: readonly StoredFareBrand[];
}

/** Reference data in memory, never older than the moment of asking. */
export interface ReferenceCache {
  /** The data as they are committed now, and the database's clock. One look-up while nothing changes. */
  read(): Promise<{ reference: Reference; now: Date }>;
}

/**
 * Keeps one copy of the reference data for the process: about 4 MB with every airport. The version is read before the data,
 * so a change in between is taken up by the next call, at worst once too often.
 */
export function createReferenceCache(db: Transaction): ReferenceCache {
  let kept: { readonly version: string; readonly data: Promise<Reference> } | null = null;
  return {
    read: async () => {
      const { version, now } = await readReferenceVersion(db);
      if (kept?.version !== version) {
        const reading = { version, data: load(db) };
        kept = reading;
        reading.data.catch(() => {
          if (kept === reading) kept = null;
        });
      }
      return { reference: await kept.data, now: instantOf(now) };
    },
  };
}

async function load(db: Transaction): Promise<Reference> {
  const [rows, brands] = await Promise.all([readReferenceRows(db), listFareBrands(db)]);
  return toReference(rows, brands);
}

/** The look-ups over the rows. */
export function toReference(rows: ReferenceRows, brands: readonly StoredFareBrand[]): Reference {
  const ofArea = Map.groupBy(
    rows.airports.filter(({ metroCode }) => metroCode !== null),
    ({ metroCode }) => metroCode ?? "",
  );
  const airports = new Map(rows.airports.map((airport) => [airport.iata, airport]));
  return {
    airports,
    airportsOf: (code) => {
      const area = ofArea.get(code)?.map(({ iata }) => iata) ?? [];
      return airports.has(code) && !area.includes(code) ? [...area, code] : area;
    },
    index: createAirportIndex(rows.airports, new Map(rows.metropolitanAreas.map(({ code, name }) => [code, name]))),
    airlines: new Map(rows.airlines.map(({ iata, name }) => [iata, name])),
    aircraft: new Map(rows.aircraftTypes.map(({ iata, name }) => [iata, name])),
    brands,
  };
}
