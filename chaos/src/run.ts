import { setTimeout as sleep } from "node:timers/promises";

import type { Database } from "@skyhold/db";

import { audit } from "./audit/audit.ts";
import type { Audit, Violations } from "./audit/audit.ts";
import { openLedger } from "./ledger.ts";
import type { Pen } from "./ledger.ts";
import { drawPlan } from "./plan.ts";
import { startProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { untilQuiet } from "./quiet.ts";
import { signIn } from "./sign-in.ts";
import { createRandom } from "./random.ts";
import { timeRecovery } from "./recovery.ts";
import { describe, kill, strike } from "./strike.ts";
import { travel } from "./traveller.ts";
import type { Route } from "./traveller.ts";

/** How long, and by which plan. */
export interface ChaosOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly travellers: number;
  readonly say: (line: string) => void;
}

/** What `pnpm chaos --json` prints as its last line. */
export interface ChaosSummary {
  readonly seconds: number;
  readonly kills: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly violations: Violations;
  readonly recoverySeconds: { readonly p50: number; readonly max: number };
}

/** The summary, and what helps to understand it. */
export interface ChaosReport extends Pick<Audit, "broken" | "redeliveredMails"> {
  readonly summary: ChaosSummary;
  /** How many bookings came so far. */
  readonly reached: ReadonlyMap<string, number>;
  /** How often which error ended a call. */
  readonly refusals: ReadonlyMap<string, number>;
  /** What was still to be done when patience ran out, by what it is. */
  readonly unfinished: ReadonlyMap<string, number>;
}

/** Whoever waits for a change to be acknowledged after the last kill waits no longer than this, in milliseconds. */
const longestRecoveryMs = 60_000;

/** Runs the whole product under load, breaks it once and again, lets it heal, and compares all accounts. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  await using product = await startProduct();
  const ledger = openLedger();
  const recoveries = await attack(product, ledger, options);
  options.say("Nothing is broken any more; waiting until everything is in order");
  const unfinished = await untilQuiet(product);
  const { violations, ...rest } = await audit(product, ledger);
  const summary = {
    seconds: options.seconds,
    kills: recoveries.length,
    acknowledged: ledger.acknowledged,
    unknown: ledger.unknown,
    violations,
    recoverySeconds: { p50: middleOf(recoveries), max: Math.max(0, ...recoveries) },
  };
  return { summary, reached: countReached(ledger), refusals: ledger.refusals, unfinished, ...rest };
}

function countReached({ bookings }: Pen): Map<string, number> {
  const all = [...bookings.values()];
  const facts = ["named", "confirmed", "changed", "cancelled", "released"] as const;
  return new Map([["held", all.length], ...facts.map((fact) => [fact, all.filter((booking) => booking[fact]).length] as const)]);
}

async function attack(product: Product, ledger: Pen, options: ChaosOptions): Promise<number[]> {
  const end = new AbortController();
  const routes = await findRoutes(product.db);
  const tokens = await Promise.all(Array.from({ length: options.travellers }, () => signIn(product.db)));
  const under = { url: product.url, stripe: product.stripe, routes, ledger, end: end.signal };
  const travellers = tokens.map((token, index) => travel({ ...under, token, random: createRandom(options.seed * 1000 + index) }));
  const gone = Promise.all(travellers);
  gone.catch(() => end.abort());
  const recoveries: Promise<number>[] = [];
  const begun = performance.now();
  for (const planned of drawPlan(options.seed, options.seconds)) {
    await sleep(Math.max(0, begun + planned.atMs - performance.now()));
    if (planned.kind !== "kill") {
      options.say(describe(planned));
      strike(product, planned);
      continue;
    }
    const target = kill(product, planned.order);
    if (target === null) continue;
    options.say(`${(planned.atMs / 1000).toFixed(1)} s kill ${target}`);
    const recovery = timeRecovery(product, ledger, target);
    void recovery.then((seconds) => options.say(`      ${target} is back after ${seconds.toFixed(1)} s`));
    recoveries.push(recovery);
  }
  product.mail.heal();
  product.stripe.clearFaults();
  const tooLong = sleep(longestRecoveryMs, null, { ref: false });
  const times = await Promise.all(recoveries.map((recovery) => Promise.race([recovery, tooLong])));
  end.abort();
  await gone;
  return times.map((seconds) => seconds ?? longestRecoveryMs / 1000);
}

/** By departure; in euros, so that accounts are compared to the cent. */
async function findRoutes({ pool }: Database): Promise<Route[]> {
  const { rows } = await pool.query<Route>(
    `SELECT f.origin, f.destination, to_char(f.departure_date, 'YYYY-MM-DD') AS "departureDate" FROM flight f
      WHERE f.departs_at > now() + interval '3 days' AND NOT EXISTS (SELECT FROM flight_cabin WHERE flight_id = f.id AND currency <> 'EUR')
      GROUP BY 1, 2, 3 ORDER BY min(f.departs_at), 1, 2`,
  );
  return rows;
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
