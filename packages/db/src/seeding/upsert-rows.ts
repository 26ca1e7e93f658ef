import type { PoolClient } from "pg";

/** A table, its key, and the columns that rows bring besides the key. */
export interface UpsertTarget {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** Inserts rows, or brings those whose key is there to the same values; rows are objects named by column. */
export async function upsertRows(
  client: PoolClient,
  { table, key, columns }: UpsertTarget,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const all = [...key, ...columns].join(", ");
  const values = columns.map((column) => `${column} = EXCLUDED.${column}`).join(", ");
  await client.query(
    `INSERT INTO ${table} (${all}) SELECT ${all} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${values}`,
    [JSON.stringify(rows)],
  );
}
