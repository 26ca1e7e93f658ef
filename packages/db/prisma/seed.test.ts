import { expect, test } from "vitest";

import { createTestDatabase } from "../src/testing.ts";
import { seed } from "./seed.ts";

const today = Temporal.PlainDate.from("2026-11-22");

test("the demo data is a timetable that can be sold, and loading it again changes nothing", async () => {
  await using database = await createTestDatabase();
  const { pool } = database.db;
  const steps: string[] = [];
  const count = async (sql: string) => Number((await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);

  await seed(pool, { today, onProgress: ({ label }) => steps.push(label) });
  const flights = await count("flight");
  await seed(pool, { today });

  expect(await count("airport")).toBe(3842);
  expect(flights).toBeGreaterThan(9500);
  expect(await count("flight")).toBe(flights);
  expect(await count("(SELECT origin FROM flight GROUP BY origin) o")).toBeGreaterThanOrEqual(120);
  expect(await count("(SELECT DISTINCT cabin FROM flight_cabin) c")).toBe(4);
  expect(new Set(steps)).toEqual(new Set(["Reference data", "Flights"]));
}, 60_000);

test("each cabin of each flight has as many seats as its aircraft", async () => {
  await using database = await createTestDatabase();
  await seed(database.db.pool, { today, flights: 2000 });
  const { rows } = await database.db.pool.query(
    `SELECT f.id, c.cabin FROM flight f JOIN flight_cabin c ON c.flight_id = f.id
      WHERE c.capacity <> (SELECT count(*) FROM seat s WHERE s.seat_map_id = f.seat_map_id AND s.cabin = c.cabin)`,
  );

  expect(rows).toEqual([]);
}, 60_000);

test("filling an empty database leaves every index and every constraint as it was, and all of them checked", async () => {
  await using database = await createTestDatabase();
  const { pool } = database.db;
  const guards = async () =>
    (
      await pool.query<{ guard: string }>(
        `SELECT conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid) AS guard FROM pg_constraint WHERE conrelid IN ('flight'::regclass, 'flight_cabin'::regclass)
          UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indisvalid AND indrelid IN ('flight'::regclass, 'flight_cabin'::regclass) ORDER BY guard`,
      )
    ).rows.map(({ guard }) => guard);
  const before = await guards();
  await seed(pool, { today, flights: 500 });

  expect(before.length).toBeGreaterThan(15);
  expect(await guards()).toEqual(before);
}, 60_000);

test("a larger timetable takes in the smaller one that is there, and changes no flight of it", async () => {
  await using database = await createTestDatabase();
  const { pool } = database.db;
  const flights = async () => new Map((await pool.query<{ id: string }>("SELECT * FROM flight")).rows.map((row) => [row.id, row]));
  await seed(pool, { today, flights: 2000 });
  await pool.query("UPDATE flight SET terminal = '7', status = 'delayed' WHERE id = (SELECT min(id) FROM flight)");
  const smaller = await flights();
  await seed(pool, { today, flights: 4000 });
  const larger = await flights();

  expect(larger.size).toBeGreaterThan(smaller.size);
  for (const [id, flight] of smaller) expect(larger.get(id)).toEqual(flight);
}, 60_000);
