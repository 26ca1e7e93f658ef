import type { Statement } from "@skyhold/db";

import type { Context } from "../context.ts";
import { instantOf } from "../time.ts";

/** What a comparison looks at. */
export interface Window {
  /** Of ours, what was made since then. */
  readonly since: Date;
  /** Of the provider's, what was made since then: longer ago, because it may tell us of something for three days. */
  readonly theirsSince: Date;
  /** What is younger may still be on its way between the two. */
  readonly settledBefore: Date;
}

const windowStatement: Statement<{ since: string; theirsSince: string; settledBefore: string }> = {
  name: "comparison_window",
  text: `SELECT jsonb_build_object('since', w.since, 'theirsSince', w.since - interval '3 days', 'settledBefore', skyhold_now() - interval '15 minutes') AS answer
    FROM (SELECT least(skyhold_now() - interval '3 days', min(d.occurred_at) - interval '1 hour') AS since
            FROM payment_difference d WHERE d.resolved_at IS NULL) w`,
};

/** The last three days, and back to the oldest difference that is still open: what is found gone is found by looking. */
export async function comparisonWindow({ db }: Context): Promise<Window> {
  const [window] = await db.run(windowStatement, []);
  if (!window) throw new Error("The database's clock gave no answer");
  const { since, theirsSince, settledBefore } = window;
  return { since: instantOf(since), theirsSince: instantOf(theirsSince), settledBefore: instantOf(settledBefore) };
}
