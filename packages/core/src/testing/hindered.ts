import type { Statement, Transaction } from "@skyhold/db";

import type { Context, User } from "../context.ts";

/** A statement on its way to the database. */
export interface StatementCall<Answer> {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly run: () => Promise<Answer[]>;
}

/** The same caller, each of whose statements within a transaction is answered by this: to let others in between two of them, or to leave one out. */
export function hindered<Actor extends User>(
  ctx: Context<Actor>,
  answer: <Answer>(call: StatementCall<Answer>) => Promise<Answer[]>,
): Context<Actor> {
  const { db } = ctx;
  const within = (tx: Transaction): Transaction => ({
    prisma: tx.prisma,
    run: <Answer>(statement: Statement<Answer>, values: readonly unknown[]) =>
      answer({ name: statement.name, values, run: () => tx.run(statement, values) }),
  });
  return { ...ctx, db: { ...db, transaction: (work) => db.transaction((tx) => work(within(tx))) } };
}

/** What so many wait for: each goes on once all of them have come. */
export function meetingOf(callers: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    here += 1;
    if (here === callers) resolve();
    return promise;
  };
}
