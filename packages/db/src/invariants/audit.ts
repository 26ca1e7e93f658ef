import type { PoolClient } from "pg";

import type { Database } from "../client.ts";
import type { Prisma } from "../generated/client.ts";
import { bookingInvariants } from "./bookings.ts";
import { cancellationInvariants } from "./cancellations.ts";
import { flightInvariants } from "./flights.ts";
import { guardInvariants } from "./guards.ts";
import type { Invariant } from "./invariant.ts";
import { ledgerInvariants } from "./ledger.ts";
import { paymentInvariants } from "./payments.ts";
import { seatInvariants } from "./seats.ts";

/** What was found of one invariant. */
export interface InvariantResult {
  readonly name: string;
  readonly sentence: string;
  readonly holds: boolean;
  /** How many rows violate it. */
  readonly violations: number;
  /** The first 20 of them. */
  readonly rows: readonly Prisma.InputJsonObject[];
}

/** What was found of all invariants, in one consistent picture of the database. */
export interface InvariantAudit {
  /** ISO 8601, by the database's clock. */
  readonly checkedAt: string;
  readonly durationMs: number;
  readonly holds: boolean;
  readonly results: readonly InvariantResult[];
}

/** What is asked only of some databases. */
export interface AuditOptions {
  /** Whether real travellers book here. */
  readonly production: boolean;
}

const shownRows = 20;

/** All that must hold, the gravest first. */
export const invariants: readonly Invariant[] = [
  ...seatInvariants,
  ...paymentInvariants,
  ...ledgerInvariants,
  ...cancellationInvariants,
  ...bookingInvariants,
  ...flightInvariants,
  ...guardInvariants,
];

/** A reader that locks nothing: on a large database each query may take its time, and takes nobody else's. */
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = '10min'; SET LOCAL jit = off; SET LOCAL plan_cache_mode = auto`;

/** Checks every invariant in one read-only transaction on one connection, so that all see the same moment while the system runs. */
export async function auditInvariants(db: Database, options: AuditOptions): Promise<InvariantAudit> {
  const connection = await db.pool.connect();
  try {
    await connection.query(begin);
    return await auditOn(connection, options);
  } finally {
    // A connection that cannot even end its transaction is thrown away, not given to the next caller.
    await connection.query("ROLLBACK").then(
      () => connection.release(),
      (error: Error) => connection.release(error),
    );
  }
}

/** Checks every invariant in the transaction that the connection is in. */
export async function auditOn(connection: PoolClient, { production }: AuditOptions): Promise<InvariantAudit> {
  const startedAt = performance.now();
  const results: InvariantResult[] = [];
  for (const invariant of invariants) {
    if (production || !invariant.onlyInProduction) results.push(await check(connection, invariant));
  }
  const { rows } = await connection.query<{ at: string }>(
    `SELECT to_char(skyhold_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`,
  );
  return {
    checkedAt: rows[0]?.at ?? "",
    durationMs: Math.round(performance.now() - startedAt),
    holds: results.every((result) => result.holds),
    results,
  };
}

async function check(connection: PoolClient, { name, sentence, violations: sql }: Invariant): Promise<InvariantResult> {
  const { rows } = await connection.query<{ violations: number; shown: InvariantResult["rows"] }>(`
    WITH violation AS MATERIALIZED (${sql})
    SELECT (SELECT count(*)::int FROM violation) AS violations,
           coalesce((SELECT json_agg(v) FROM (SELECT * FROM violation LIMIT ${shownRows}) v), '[]') AS shown`);
  const { violations = 0, shown = [] } = rows[0] ?? {};
  return { name, sentence, holds: violations === 0, violations, rows: shown };
}
