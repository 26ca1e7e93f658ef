import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";

import { PrismaClient } from "./generated/client.ts";
import type { Prisma } from "./generated/client.ts";
import { watchStatements } from "./watch-statements.ts";
import type { StatementWatch } from "./watch-statements.ts";

/** One SQL statement with a name, so that a connection plans it once. Its rows hold one column, `answer`, a JSON document. */
export interface Statement<Answer> {
  readonly name: string;
  readonly text: string;
  /** Only for its type. */
  readonly answer?: Answer;
}

/** What a transaction can do: everything but open another one. */
export interface Transaction {
  readonly prisma: Prisma.TransactionClient;
  run<Answer>(statement: Statement<Answer>, values: readonly unknown[]): Promise<Answer[]>;
}

/** One pool of connections, used by Prisma for ordinary reads and writes and directly for the named statements of the hot path. */
export interface Database extends Transaction {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connectionString: string;
  /** Connections of this process; 8 suffice for two cores. */
  readonly poolSize?: number;
  /** Called when an idle connection breaks, as in a restart of the server. The pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Told of each statement; without it, statements are not touched. */
  readonly watch?: StatementWatch | undefined;
}

/**
 * Our statements are few and run often: one plan each, made once, serves better than a new one for every list of ids.
 * And nobody waits for ever: not for a lock that a stuck process holds, nor in a transaction that nobody ends.
 */
const settings = [
  "plan_cache_mode=force_generic_plan",
  // Statements of milliseconds: starting workers or compiling costs a search more than the search.
  "max_parallel_workers_per_gather=0",
  "jit=off",
  "lock_timeout=4s",
  "statement_timeout=30s",
  "idle_in_transaction_session_timeout=20s",
]
  .map((setting) => `-c ${setting}`)
  .join(" ");

/** Opens the pool; connections are made when first needed. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.poolSize ?? 8,
    connectionTimeoutMillis: 4000,
    // A connection costs its first callers many times what the later ones pay (ADR 84): what a burst has opened stays for the next one.
    idleTimeoutMillis: 300_000,
    options: settings,
  });
  pool.on("error", options.onConnectionLost ?? (() => undefined));
  if (options.watch) watchStatements(pool, options.watch);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator }) });
  return {
    prisma,
    pool,
    run: async (statement, values) => {
      const { rows } = await pool.query<{ answer: never }>({ name: statement.name, text: statement.text, values: [...values] });
      return rows.map((row) => row.answer);
    },
    transaction: (work) => prisma.$transaction((tx) => work(inTransaction(tx)), { maxWait: 4000, timeout: 15_000 }),
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

function inTransaction(prisma: Prisma.TransactionClient): Transaction {
  return {
    prisma,
    run: async (statement, values) => {
      // The one place where text reaches Prisma unparsed: a constant of this package, its values as parameters.
      const rows = await prisma.$queryRawUnsafe<{ answer: never }[]>(statement.text, ...values);
      return rows.map((row) => row.answer);
    },
  };
}

/** A stable name per SQL text lets a connection reuse its plan. */
function statementNameGenerator({ sql }: { readonly sql: string }): string {
  let name = statementNames.get(sql);
  if (!name) {
    name = `prisma_${statementNames.size}`;
    // Bounded: a text with a variable number of parameters must not grow this for ever.
    if (statementNames.size < 2000) statementNames.set(sql, name);
    else return "";
  }
  return name;
}

const statementNames = new Map<string, string>();
