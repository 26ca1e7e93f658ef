import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a column; null is SQL's NULL. */
type CopyValue = string | number | boolean | null;

/** A table (or temporary table), and for each of its columns to fill the value that a row gives. */
export interface CopyTarget<Row> {
  readonly table: string;
  readonly columns: Readonly<Record<string, (row: Row) => CopyValue>>;
}

const ROWS_PER_CHUNK = 500;

/** Copies rows into a table inside the client's transaction, in PostgreSQL's text format. */
export async function copyRows<Row>(client: PoolClient, { table, columns }: CopyTarget<Row>, rows: Iterable<Row>): Promise<void> {
  const sink = client.query(copyFrom(`COPY ${table} (${Object.keys(columns).join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(chunksOf(rows, Object.values(columns))), sink);
}

function* chunksOf<Row>(rows: Iterable<Row>, columns: readonly ((row: Row) => CopyValue)[]): Generator<string> {
  let chunk = "";
  let count = 0;
  for (const row of rows) {
    chunk += `${columns.map((valueOf) => printValue(valueOf(row))).join("\t")}\n`;
    count += 1;
    if (count % ROWS_PER_CHUNK === 0) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

function printValue(value: CopyValue): string {
  if (value === null) return String.raw`\N`;
  if (typeof value !== "string") return String(value);
  return value
    .replaceAll("\\", String.raw`\\`)
    .replaceAll("\t", String.raw`\t`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`);
}
