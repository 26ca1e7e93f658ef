import { readFile } from "node:fs/promises";
import path from "node:path";

import type { SeatsToHold } from "@skyhold/db";
import type { Client } from "pg";

import type { Api, Call } from "../api.ts";
import type { Stage } from "../stage.ts";

/** So many holds a second at most: more than any level reaches, and as many seats are prepared. */
const mostPerSecond = 5000;

/** Makes everything that the levels hold, and old sales around it; then the tables are analysed, before anyone connects. */
export async function prepareMaterial({ admin }: Stage, seconds: number): Promise<void> {
  await admin.query(`SET bench.holds = '${mostPerSecond * seconds}'`);
  await runScripts(admin, ["travellers.sql", "holds.sql"]);
  await admin.query("VACUUM ANALYZE");
}

/** Makes travellers and the function `bench.book_flights`, which sells or books seats by the thousand. */
export async function prepareTravellers({ admin }: Stage): Promise<void> {
  await runScripts(admin, ["travellers.sql", "book-flights.sql"]);
}

/** Runs scripts of this folder as one transaction. */
export async function runScripts(admin: Client, files: readonly string[]): Promise<void> {
  const scripts = await Promise.all(files.map((file) => readFile(path.join(import.meta.dirname, file), "utf8")));
  await admin.query(`BEGIN; ${scripts.join("\n")} COMMIT`);
}

/** Takes back every hold, so that each measurement finds the same tables. Sold seats stay. */
export async function takeBack({ admin }: Stage): Promise<void> {
  const ofHolds = "WHERE booking_id IN (SELECT id FROM booking WHERE state = 'held')";
  const children = ["seat_claim", "price_line", "passenger", "booking_segment"];
  // As a replica applies changes: the guard against deleting claims is not what we measure.
  await admin.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     ${children.map((table) => `DELETE FROM ${table} ${ofHolds};`).join(" ")}
     DELETE FROM booking WHERE state = 'held'; TRUNCATE bench.one_row; COMMIT`,
  );
  await admin.query(`VACUUM ${children.join(", ")}, booking`);
  await admin.query("CHECKPOINT");
}

/** How many pairs of seats are held at this moment: what was promised is counted, not believed. */
export async function countHeldPairs({ admin }: Stage): Promise<number> {
  const { rows } = await admin.query<{ pairs: number }>(
    "SELECT count(*)::float / 2 AS pairs FROM seat_claim WHERE released_at IS NULL AND expires_at <> 'infinity'",
  );
  return rows[0]?.pairs ?? 0;
}

/** The documents of the holds as packages/db takes them, in the order in which they are asked for. */
export async function readHolds({ admin }: Stage): Promise<SeatsToHold[]> {
  const { rows } = await admin.query<{ payload: SeatsToHold }>("SELECT payload::jsonb FROM bench.payload ORDER BY n");
  return rows.map(({ payload }) => payload);
}

/** The same holds as calls of the API, each by its own traveller. */
export async function makeCalls(stage: Stage, api: Api, holds: readonly SeatsToHold[]): Promise<Call[]> {
  const offers = await findOffers(stage, api, { adults: 2, trips: holds.length });
  return holds.map((hold) => toCall(hold, offers));
}

/** A hold as its traveller asks the API for it, at an offer for as many adults as it has seats. */
export function toCall(hold: SeatsToHold, offers: ReadonlyMap<string, string>): Call {
  const offer = offers.get(hold.segments[0]?.flight_id ?? "");
  if (offer === undefined) throw new Error("The search did not find a flight of the benchmark");
  return {
    method: "POST",
    path: "/trpc/bookings.hold",
    headers: { ...headersOf(hold.userId), "idempotency-key": hold.key },
    body: JSON.stringify({ json: { offer, seats: [hold.seats.map(({ seat_no }) => seat_no)] } }),
  };
}

/** The headers of a call by a traveller who is signed in. */
export function headersOf(userId: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer bench-token-${Number(userId.slice(-12))}`, "content-type": "application/json" };
}

/** Offers from the API's own search by flight, for the flights of the first so many trips. */
export async function findOffers(
  { admin }: Stage,
  api: Api,
  { adults, trips }: { readonly adults: number; readonly trips: number },
): Promise<ReadonlyMap<string, string>> {
  const { rows: searches } = await admin.query<{ origin: string; destination: string; departureDate: string }>(
    `SELECT DISTINCT f.origin, f.destination, f.departure_date::text AS "departureDate"
       FROM bench.trip t JOIN flight f ON f.id = t.flight_id WHERE t.n <= $1`,
    [trips],
  );
  const tokens = new Map<string, string>();
  for (const search of searches) {
    const asked = { ...search, passengers: { adults }, cabin: "economy", maxStops: 0, limit: 100 };
    const input = JSON.stringify({ json: asked });
    const { status, body } = await api.call({ method: "GET", path: `/trpc/flights.search?input=${encodeURIComponent(input)}` }, "body");
    if (status !== 200) throw new Error(`The search answered ${status}: ${body.slice(0, 500)}`);
    const { rows: offers } = await admin.query<{ flight: string; token: string }>(
      `SELECT o #>> '{segments,0,flight,id}' AS flight, o ->> 'token' AS token
         FROM jsonb_array_elements($1::jsonb #> '{result,data,json,offers}') AS o`,
      [body],
    );
    // The cheapest of a flight comes first.
    for (const { flight, token } of offers) if (!tokens.has(flight)) tokens.set(flight, token);
  }
  return tokens;
}
