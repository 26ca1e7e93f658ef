import type { Statement, Transaction } from "./client.ts";

/** A column whose values are sealed by the application, each for its row's place. */
export interface SealedField {
  readonly table: string;
  readonly column: string;
  /** What names the row, in SQL. */
  readonly id: string;
}

/** Every such column; a test compares them with the schema. */
export const sealedFields = [
  { table: "profile", column: "address_sealed", id: "user_id" },
  { table: "profile", column: "birth_date_sealed", id: "user_id" },
  { table: "profile", column: "emergency_contact_sealed", id: "user_id" },
  { table: "travel_document", column: "number_sealed", id: "id" },
  { table: "second_factor", column: "secret_sealed", id: "user_id" },
  { table: "second_factor", column: "pending_sealed", id: "user_id" },
  { table: "check_in", column: "document_sealed", id: "(passenger_id || ':' || segment_id)" },
] as const satisfies readonly SealedField[];

/** A sealed value and whose it is. */
export interface SealedRow {
  readonly id: string;
  readonly sealed: string;
}

const readStatement = ({ table, column, id }: SealedField): Statement<SealedRow> => ({
  name: `read_sealed ${table}.${column}`,
  text: `SELECT jsonb_build_object('id', ${id}, 'sealed', ${column}) AS answer FROM ${table} WHERE ${id} > $1 AND ${column} IS NOT NULL ORDER BY ${id} LIMIT $2`,
});

/** Sealed values by their row's id, the first of them after this one. */
export async function readSealed(
  db: Transaction,
  field: SealedField,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<SealedRow[]> {
  return db.run(readStatement(field), [after, limit]);
}

const replaceStatement = ({ table, column, id }: SealedField): Statement<string> => ({
  name: `replace_sealed ${table}.${column}`,
  text: `UPDATE ${table} SET ${column} = $3 WHERE ${id} = $1 AND ${column} = $2 RETURNING to_jsonb(${id}) AS answer`,
});

/** Replaces a sealed value, unless it has been changed since it was read: false then. */
export async function replaceSealed(db: Transaction, field: SealedField, row: SealedRow & { readonly by: string }): Promise<boolean> {
  return (await db.run(replaceStatement(field), [row.id, row.sealed, row.by])).length === 1;
}
