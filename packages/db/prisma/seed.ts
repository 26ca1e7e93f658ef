import { parseArgs } from "node:util";
import { Pool } from "pg";
import { seedReferenceData } from "../src/seeding/seed-reference-data.ts";
import { seedTimetable } from "../src/seeding/seed-timetable.ts";
import { DEFAULT_FLIGHTS } from "../src/seeding/timetable.ts";

/** What seeding is doing: a step, and how much of about how much of it is done. */
export interface SeedProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** The first local date that has flights, about how many flights to have, and who wants to hear of the progress. */
export interface SeedOptions {
  readonly today: Temporal.PlainDate;
  readonly flights?: number;
  readonly onProgress?: (step: SeedProgress) => void;
}

const SEED = 26;
const SHORTEST_HORIZON_DAYS = 30;
const LONGEST_HORIZON_DAYS = 360;
const FLIGHTS_A_DAY = 2800;

/** Fills a migrated database with reference data and a timetable; a second run adds what is missing and changes no flight. */
export async function seed(pool: Pool, { today, flights = DEFAULT_FLIGHTS, onProgress }: SeedOptions): Promise<void> {
  onProgress?.({ label: "Reference data", done: 0, total: 1 });
  await seedReferenceData(pool);
  onProgress?.({ label: "Reference data", done: 1, total: 1 });
  await seedTimetable(pool, {
    seed: SEED,
    from: today,
    days: horizonDays(flights),
    flights,
    onProgress: (done, total) => onProgress?.({ label: "Flights", done, total }),
  });
}

/** Airlines sell about a year ahead, so a large timetable looks further ahead before it grows denser. */
function horizonDays(flights: number): number {
  return Math.min(LONGEST_HORIZON_DAYS, Math.max(SHORTEST_HORIZON_DAYS, Math.ceil(flights / FLIGHTS_A_DAY)));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { flights: { type: "string", default: String(DEFAULT_FLIGHTS) } } });
  const flights = Number(values.flights);
  if (!Number.isInteger(flights) || flights < 1) throw new Error(`--flights wants a whole number from 1, not "${values.flights}"`);
  const connectionString = process.env["DATABASE_URL"];
  if (!connectionString) throw new Error("Set DATABASE_URL to the database to seed, as in postgresql://user@host:5432/skyhold");
  const pool = new Pool({ connectionString });
  try {
    await seed(pool, { today: Temporal.Now.plainDateISO("UTC"), flights, onProgress: printProgress });
  } finally {
    await pool.end();
  }
}

function printProgress({ label, done, total }: SeedProgress): void {
  const line = `${label}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  process.stderr.write(done === total ? `\r${line}\n` : `\r${line}`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
