import { readReferenceRows, readReferenceVersion } from "@skyhold/db";
import type { AirportRow, ReferenceMoment, ReferenceRows, Transaction } from "@skyhold/db";

import { createAirportIndex } from "../airports/airport-index.ts";
import type { AirportIndex } from "../airports/airport-index.ts";
import { listChargeRules } from "../fares/charges.ts";
import type { ChargeRule } from "../fares/charges.ts";
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
  /** On sale, the cheapest first. */
  readonly brands: readonly StoredFareBrand[];
  /** Taxes and fees, whenever they hold. */
  readonly charges: readonly ChargeRule[];
}

/** Reference data in memory, never older than the moment of asking. */
export interface ReferenceCache {
  /** The data as they are committed now, and the database's clock. One look-up while nothing changes. */
  read(): Promise<{ reference: Reference; now: Date }>;
  /**
   * Does work whose own statement tells under which version it ran, with the data that are kept: no look-up while nothing changes. Where they
   * have changed, or work refuses what it would not refuse now, it is done again with the new ones: it must change nothing.
   */
  during<Found extends { readonly moment: ReferenceMoment }>(
    work: (reference: Reference) => Promise<Found>,
  ): Promise<{ reference: Reference; now: Date; found: Found }>;
}

interface Kept {
  readonly version: string;
  readonly data: Promise<Reference>;
}

/**
 * Keeps one copy of the reference data for the process: about 4 MB with every airport. The version is read before the data,
 * so a change in between is taken up by the next call, at worst once too often.
 */
export function createReferenceCache(db: Transaction): ReferenceCache {
  let kept: Kept | null = null;
  const keep = (version: string): Kept => {
    if (kept?.version === version) return kept;
    const reading = { version, data: load(db) };
    kept = reading;
    reading.data.catch(() => {
      if (kept === reading) kept = null;
    });
    return reading;
  };
  const isCurrent = async ({ version }: Kept) => (await readReferenceVersion(db)).version === version;
  return {
    read: async () => {
      const { version, now } = await readReferenceVersion(db);
      return { reference: await keep(version).data, now: instantOf(now) };
    },
    during: async (work) => {
      let tried = kept ?? keep((await readReferenceVersion(db)).version);
      for (;;) {
        const reference = await tried.data;
        const found = await work(reference).catch(async (error: unknown) => {
          if (await isCurrent(tried)) throw error;
          return null;
        });
        if (found?.moment.version === tried.version) return { reference, now: instantOf(found.moment.now), found };
        tried = keep(found?.moment.version ?? (await readReferenceVersion(db)).version);
      }
    },
  };
}

async function load(db: Transaction): Promise<Reference> {
  const [rows, brands, charges] = await Promise.all([readReferenceRows(db), listFareBrands(db), listChargeRules(db)]);
  return { ...lookUpsOver(rows), brands, charges };
}

/** The look-ups over the rows. */
function lookUpsOver(rows: ReferenceRows): Omit<Reference, "brands" | "charges"> {
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
  };
}
