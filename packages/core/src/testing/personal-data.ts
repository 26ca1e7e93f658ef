import type { TestCore } from "./test-core.ts";

/** Columns of a table that may tell of a person, or hold what somebody typed, and whose rows they are: SQL with the person's id as $1. */
interface PersonalColumns {
  readonly rows: string;
  readonly columns: readonly string[];
}

const own = "user_id = $1";
const ofBookings = "booking_id IN (SELECT id FROM booking WHERE user_id = $1)";
const ofPassengers = `passenger_id IN (SELECT id FROM passenger WHERE ${ofBookings})`;

/** Where people are, by table. What stands here is gone when they are erased. */
export const personalColumns: Readonly<Record<string, PersonalColumns>> = {
  user_account: { rows: "id = $1", columns: ["email", "password_hash", "given_name", "surname"] },
  external_identity: { rows: own, columns: ["issuer", "subject"] },
  session: { rows: own, columns: ["token_hash", "user_agent"] },
  account_token: { rows: own, columns: ["token_hash", "email"] },
  registration: {
    rows: "email = (SELECT email FROM user_account WHERE id = $1)",
    columns: ["email", "password_hash", "given_name", "surname", "token_hash"],
  },
  second_factor: { rows: own, columns: ["secret_sealed", "pending_sealed"] },
  recovery_code: { rows: own, columns: ["code_hash"] },
  profile: { rows: own, columns: ["phone", "preferences", "address_sealed", "birth_date_sealed", "emergency_contact_sealed"] },
  travel_document: { rows: own, columns: ["type", "number_sealed"] },
  booking: { rows: own, columns: ["hold_key", "contact_email", "contact_phone"] },
  passenger: { rows: ofBookings, columns: ["given_name", "surname"] },
  payment: { rows: ofBookings, columns: ["client_secret", "method_label"] },
  refund: { rows: ofBookings, columns: ["failure_reason"] },
  cancellation: { rows: ofBookings, columns: ["reason"] },
  check_in: { rows: ofPassengers, columns: ["document_sealed"] },
  notification: { rows: `user_id = $1 OR ${ofBookings}`, columns: ["recipient", "title", "summary", "last_error"] },
  idempotency_record: { rows: "caller = $1", columns: ["key", "answer"] },
  audit_entry: { rows: `subject_id = $1 OR subject_id IN (SELECT id FROM booking WHERE user_id = $1)`, columns: ["reason"] },
};

/** Columns of text that hold nothing of a person, by the reason why. Ids, and columns too short for a name, need none. */
export const impersonalColumns: Readonly<Record<string, readonly string[]>> = {
  "of places, aircraft, fares and flights": [
    "country.name",
    "airport.name",
    "airport.city",
    "airport.aliases",
    "airport.time_zone",
    "metropolitan_area.name",
    "airline.name",
    "seat_map.name",
    "seat_map.layout",
    "seat.seat_no",
    "aircraft_type.name",
    "fare_brand.code",
    "fare_brand.name",
    "charge_rule.code",
    "charge_rule.label",
    "ancillary_rule.code",
    "ancillary_rule.label",
    "ancillary_rule.included_in",
    "ancillary_rule.prices",
    "flight_schedule.fares",
    "flight_schedule.seat_fees",
    "flight.terminal",
    "flight.gate",
    "flight_change.before",
    "flight_change.after",
    "booking_segment.fare_brand_code",
    "seat_claim.seat_no",
  ],
  "what staff tell all passengers of a flight, or why a seat of it is sold to nobody": ["flight_change.reason", "seat_claim.block_reason"],
  "words of this program, from closed lists": [
    "account_token.purpose",
    "price_line.code",
    "price_line.label",
    "seat_claim.release_reason",
    "refund.reason",
    "cancellation.trace",
    "cancellation_line.rule",
    "cancellation_line.why",
    "payment_difference.object",
    "payment_difference.kind",
    "payment_difference.ours",
    "payment_difference.theirs",
    "stripe_event.outcome",
    "ledger_transaction.kind",
    "notification.kind",
    "idempotency_record.route",
    "audit_entry.action",
    "audit_entry.details",
    "invariant_audit.results",
  ],
  "words of the payment provider, from closed lists": ["payment.decline_code", "dispute.state", "dispute.reason", "stripe_event.type"],
  "ids, and places in a cabin by them": [
    "payment.change",
    "payment.seats",
    "refund.covered_by",
    "cancellation.actor",
    "cancellation.confirmation_key",
    "notification.dedupe_key",
    "idempotency_record.caller",
    "audit_entry.actor",
  ],
  "hashes, and what is drawn at random": [
    "booking.hold_fingerprint",
    "booking.origin_hash",
    "idempotency_record.fingerprint",
    "attempt_count.subject",
    "check_in.pass_code",
  ],
};

/** Every column of the catalogue in which a name would fit, as `table.column`. */
export async function textColumns({ database }: TestCore): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('_prisma_migrations', 'sent_job')
        AND (t.typcategory IN ('S', 'A') OR t.typname IN ('json', 'jsonb', 'bytea', 'xml', 'hstore'))
        AND NOT (t.typname IN ('bpchar', 'varchar') AND a.atttypmod BETWEEN 4 AND 24)
        AND a.attname !~ '(^|_)id$'`,
  );
  return rows.map(({ name }) => name);
}

/** All that the database holds, in one text. */
export async function dump({ database }: TestCore): Promise<string> {
  const { rows: tables } = await database.db.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const parts: string[] = [];
  for (const { name } of tables)
    parts.push(
      (await database.db.pool.query<{ text: string | null }>(`SELECT json_agg(t)::text AS text FROM "${name}" t`)).rows[0]?.text ?? "",
    );
  return parts.join("\n");
}

/** Runs a statement that no trigger and no key refuses: for what could only have come about in another way. Answers how many rows it changed. */
export async function pastGuards({ database }: TestCore, sql: string, values: readonly string[] = []): Promise<number> {
  const client = await database.db.pool.connect();
  try {
    await client.query("SET session_replication_role = replica");
    return (await client.query(sql, [...values])).rowCount ?? 0;
  } finally {
    await client.query("SET session_replication_role = origin");
    client.release();
  }
}

/** Writes a canary into every column that may tell of this person; answers the columns that hold none, because no row is theirs. */
export async function plantCanaries(core: TestCore, userId: string): Promise<string[]> {
  const empty: string[] = [];
  for (const [table, { rows, columns }] of Object.entries(personalColumns)) {
    for (const column of columns) {
      const canary = `'canary ${table} ${column} ' || gen_random_uuid()`;
      const value = ["preferences", "answer"].includes(column) ? `to_jsonb(${canary})` : canary;
      const unplanted = `(${rows}) AND (${column} IS NULL OR ${column}::text !~* 'canary')`;
      await pastGuards(core, `UPDATE ${table} SET ${column} = ${value} WHERE ${unplanted}`, [userId]);
      const planted = await core.database.db.pool.query(`SELECT FROM ${table} WHERE (${rows}) AND ${column}::text ~* 'canary'`, [userId]);
      if (planted.rowCount === 0) empty.push(`${table}.${column}`);
    }
  }
  return empty;
}
