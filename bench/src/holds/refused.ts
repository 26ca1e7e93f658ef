import { holdSeats, holdSeatsStatement } from "@skyhold/db";
import type { Database, SeatsToHold } from "@skyhold/db";

import type { Api, Call } from "../api.ts";
import type { Stage } from "../stage.ts";
import { runScripts } from "./material.ts";

/** So many sold pairs of seats are asked for, over and over: a refusal leaves nothing behind. */
export const refusedHolds = 1000;

/** A refusal by the database alone: of a document that stands ready there. */
export const refusalStatement = holdSeatsStatement.text.replace(
  "$1",
  `(SELECT payload FROM bench.refused WHERE n = :n % ${refusedHolds} + 1)`,
);

/** Sells the first seats of the material, and makes holds that ask for them. They are on different flights. */
export async function prepareRefusals({ admin }: Stage): Promise<SeatsToHold[]> {
  await runScripts(admin, ["refused.sql"]);
  await admin.query("VACUUM ANALYZE");
  const { rows } = await admin.query<{ payload: SeatsToHold }>("SELECT payload::jsonb FROM bench.refused ORDER BY n");
  return rows.map(({ payload }) => payload);
}

/** Whether the database refused the hold because the seats are taken. */
export async function refusedBy(db: Database, hold: SeatsToHold | undefined): Promise<boolean> {
  return hold !== undefined && (await holdSeats(db, hold)).outcome === "taken";
}

/** Whether the API refused the hold because the seats are taken, and said so in its answer. */
export async function refusedOver(api: Api, call: Call | undefined): Promise<boolean> {
  if (call === undefined) return false;
  const { status, body } = await api.call(call, "body");
  return status === 409 && body.includes('"SEAT_TAKEN"');
}

/** How many bookings and claims there are. A refusal changes neither. */
export async function countRows({ admin }: Stage): Promise<number> {
  const { rows } = await admin.query<{ rows: number }>(
    "SELECT (SELECT count(*) FROM booking)::float + (SELECT count(*) FROM seat_claim) AS rows",
  );
  return rows[0]?.rows ?? Number.NaN;
}
