import { afterAll, expect, test } from "vitest";

import { seed } from "../prisma/seed.ts";
import { missingStatement } from "./flight-extension.ts";
import { flightsStatement } from "./flight-on-sale.ts";
import { itineraryStatements } from "./flight-search.ts";
import { lockFlightsStatement, scheduleFlightsStatement } from "./schedule-flights.ts";
import { createTestDatabase } from "./testing.ts";

const database = await createTestDatabase();
afterAll(() => database[Symbol.asyncDispose]());
await seed(database.db.pool, { today: Temporal.PlainDate.from("2026-11-22"), flights: 10_000 });

const searched = "'{LHR,LGW}', '{JFK,EWR}', '2026-12-01', '2026-12-01', 45, 720";

/** The plan that every connection of ours makes once and keeps. */
async function planOf(text: string, values = searched): Promise<string> {
  const client = await database.db.pool.connect();
  try {
    await client.query(`PREPARE planned AS ${text}`);
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (COSTS OFF) EXECUTE planned(${values})`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    client.release(true);
  }
}

test.each([0, 1, 2] as const)("a search with up to %i stops reads no table of flights, cabins or claims from end to end", async (stops) => {
  const plan = await planOf(itineraryStatements[stops].text);

  expect(plan).not.toMatch(/Seq Scan on (?:flight|flight_cabin|seat_claim)\b/u);
  expect(plan).toMatch(/Index Scan (?:using|on) flight_origin_(?:destination_)?departs_at_idx/u);
});

test.each([
  ["flights by id", flightsStatement, "'{flt_1,flt_2}'"],
  ["the flights of one schedule", scheduleFlightsStatement, "'fsc_1'"],
  ["the lock on the flights of one schedule", lockFlightsStatement, "'fsc_1'"],
  ["the missing flights of schedules", missingStatement, "'2026-12-01', '2026-12-07', 'fsc_1'"],
] as const)("%s: read by index, and no table of flights, cabins, claims or bookings from end to end", async (_name, { text }, values) => {
  expect(await planOf(text, values)).not.toMatch(/Seq Scan on (?:flight|flight_cabin|seat_claim|booking|booking_segment|payment)\b/u);
});

test("a plan that reads the flights from end to end would be seen", async () => {
  expect(await planOf("SELECT count(*) FROM flight WHERE status <> 'landed' AND $1 <> $2 AND $3 <> $4 AND $5 <> $6")).toContain(
    "Seq Scan on flight",
  );
});

test("a flight brings its route into the graph, and keeps it", async () => {
  const { pool } = database.db;
  const unknown = "SELECT f.id FROM flight f LEFT JOIN flight_route r USING (origin, destination) WHERE r.origin IS NULL";
  await pool.query(
    `INSERT INTO flight (id, airline_code, flight_number, origin, destination, departure_date, departure_minute, arrival_date, arrival_minute,
                         departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id)
     SELECT 'flt_new', airline_code, 9999, 'KTM', 'AKL', departure_date, departure_minute, arrival_date, arrival_minute,
            departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id FROM flight LIMIT 1`,
  );

  expect((await pool.query(unknown)).rows).toEqual([]);
  expect((await pool.query("SELECT FROM flight_route WHERE origin = 'KTM' AND destination = 'AKL'")).rowCount).toBe(1);
  await expect(pool.query("UPDATE flight SET destination = 'HNL' WHERE id = 'flt_new'")).rejects.toThrow("flight is append-only");
});
