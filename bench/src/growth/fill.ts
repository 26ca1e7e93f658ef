import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Client } from "pg";

import { runScripts } from "../holds/material.ts";

/** Longer than the timetable, so that no flight number flies twice on a day. */
const timetableDays = 31;
/** Flights whose seats are sold in one transaction. */
const batch = 200;

/** Makes the functions that fill a database with the past. */
export async function prepareGrowth(admin: Client): Promise<void> {
  await runScripts(admin, ["book-flights.sql"]);
  await admin.query(await readFile(path.join(import.meta.dirname, "earlier.sql"), "utf8"));
}

/** Sells out flights of the past until there are so many claims: with their bookings, passengers and price lines. Says on stderr how far it is. */
export async function growTo(admin: Client, claims: number): Promise<void> {
  let sold = await countClaims(admin);
  const tell = (note: string) =>
    process.stderr.write(`filling up to ${claims.toLocaleString("en")} claims: ${sold.toLocaleString("en")}${note}\n`);
  for (let turn = 1; sold < claims; turn += 1) {
    const { rows } = await admin.query<{ flights: string[] }>("SELECT bench.fly_earlier($1) AS flights", [turn * timetableDays]);
    const flights = rows[0]?.flights ?? [];
    for (let first = 0; first < flights.length && sold < claims; first += batch)
      sold += await sell(admin, flights.slice(first, first + batch));
    tell("");
  }
  await admin.query("VACUUM ANALYZE");
  tell(", analysed");
}

async function sell(admin: Client, flights: readonly string[]): Promise<number> {
  // Old sales: no trigger need look at rows that were checked when they were sold.
  await admin.query("BEGIN; SET LOCAL session_replication_role = replica");
  const { rows } = await admin.query<{ sold: number }>("SELECT bench.book_flights($1, 'confirmed', 10)::float AS sold", [flights]);
  await admin.query("COMMIT");
  return rows[0]?.sold ?? 0;
}

/** All claims that there ever were. */
export async function countClaims(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ claims: number }>("SELECT count(*)::float AS claims FROM seat_claim");
  return rows[0]?.claims ?? 0;
}
