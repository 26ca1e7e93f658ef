import type { Statement, Transaction } from "./client.ts";

/** Tables whose rows are judged together, such as rules of which no two may hold on one day. */
const tables = ["charge_rule", "ancillary_rule", "fare_brand"] as const;

const lock = (table: (typeof tables)[number]): Statement<null> => ({
  name: `lock_${table}`,
  text: `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`,
});
const statements = { charge_rule: lock("charge_rule"), ancillary_rule: lock("ancillary_rule"), fare_brand: lock("fare_brand") };

/** Keeps everyone else from writing the table until the transaction ends; reading goes on. */
export async function lockRules(tx: Transaction, table: (typeof tables)[number]): Promise<void> {
  await tx.run(statements[table], []);
}
