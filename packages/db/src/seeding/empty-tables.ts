import type { PoolClient } from "pg";

/** What can be taken off a table and put back: a name, and the statements for both. */
interface Guard {
  readonly drop: string;
  readonly restore: string;
}

/**
 * Does the work on tables that are empty, without their foreign keys and secondary indexes, and makes these again from their own
 * definitions: checked once over all rows, not once for each row. In the client's transaction, so nobody ever sees the tables bare.
 */
export async function fillEmptyTables(client: PoolClient, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const guards = await guardsOf(client, tables);
  for (const { drop } of guards) await client.query(drop);
  await work();
  await client.query("SET LOCAL maintenance_work_mem = '256MB'");
  for (const { restore } of guards.toReversed()) await client.query(restore);
}

/** Whether a table has no row. If so, nobody can add one before the transaction ends; a table in use is not locked. */
export async function lockIfEmpty(client: PoolClient, table: string): Promise<boolean> {
  if (!(await isEmpty(client, table))) return false;
  await client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  return isEmpty(client, table);
}

async function isEmpty(client: PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(`SELECT NOT EXISTS (SELECT FROM ${table}) AS empty`);
  return rows[0]?.empty ?? false;
}

/** Foreign keys of the tables, then indexes that no constraint owns. */
async function guardsOf(client: PoolClient, tables: readonly string[]): Promise<Guard[]> {
  const { rows } = await client.query<Guard>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore
       FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY ($1::regclass[])
      UNION ALL
     SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
       FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  return rows;
}
