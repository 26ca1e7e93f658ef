import { createHash } from "node:crypto";

import type { Stage } from "../stage.ts";

/** A day's travel from one airport to another, with so many changes at most. */
export interface Query {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly stops: 0 | 1 | 2;
}

interface Route {
  readonly origin: string;
  readonly destination: string;
}

/**
 * So many queries, none twice, and the same for the same timetable. Busy airports are asked for more often, as in service;
 * direct flights between airports that have some, the others between any two.
 */
export async function makeQueries(
  { admin }: Stage,
  { stops, count }: { readonly stops: 0 | 1 | 2; readonly count: number },
): Promise<Query[]> {
  const { rows: routes } = await admin.query<Route>("SELECT origin, destination FROM flight_schedule ORDER BY id");
  const { rows: dates } = await admin.query<{ date: string }>(
    "SELECT departure_date::text AS date FROM flight GROUP BY departure_date ORDER BY departure_date OFFSET 2",
  );
  const queries = new Map<string, Query>();
  for (let attempt = 0; queries.size < count; attempt += 1) {
    if (attempt > 100 * count) throw new Error(`The timetable has no ${count} distinct queries; ask for more flights`);
    const [from, to, day] = drawn(`${stops}/${attempt}`);
    const start = routes[from % routes.length];
    const end = stops === 0 ? start : routes[to % routes.length];
    const date = dates[day % dates.length]?.date;
    if (!start || !end || date === undefined || start.origin === end.destination) continue;
    const query = { origin: start.origin, destination: end.destination, date, stops };
    queries.set(JSON.stringify(query), query);
  }
  return [...queries.values()];
}

function drawn(key: string): readonly [number, number, number] {
  const hash = createHash("md5").update(key).digest();
  return [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8)];
}
