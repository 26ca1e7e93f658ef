import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

import type { Observed } from "../dependencies.ts";

/** What a process counts and measures, for Prometheus. */
export interface Metrics {
  readonly contentType: string;
  /** Everything as text, in Prometheus' own format. */
  text(): Promise<string>;
  /** An HTTP request that was answered. */
  answered(request: { readonly route: string; readonly status: number; readonly seconds: number }): void;
  /** A procedure's end: `ok`, or the code of its error. */
  called(procedure: string, outcome: string): void;
  /** A job's end. */
  worked(job: string, outcome: "done" | "failed", seconds: number): void;
}

/** What the numbers are read from. */
export interface Sources {
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  /** Null in a process that leaves it to others: the database is asked by workers only. */
  readonly observe: (() => Promise<Observed>) | null;
}

/** How old an answer of the database may be: it counts whole tables. */
const freshMs = 30_000;

const latencies = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Begins to count. Each metric says itself what it means. */
export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measurePool(registry, sources.pool);
  if (sources.observe) measureDatabase(registry, sources.observe);
  const registers = [registry];
  const http = new Histogram({
    name: "skyhold_http_request_seconds",
    help: "HTTP requests by route and status, until the answer was sent",
    labelNames: ["route", "status"],
    buckets: latencies,
    registers,
  });
  const calls = new Counter({
    name: "skyhold_calls_total",
    help: "Procedure calls by outcome: ok, or the code of the error. Holds by outcome are those of bookings.hold",
    labelNames: ["procedure", "outcome"],
    registers,
  });
  const jobs = new Histogram({
    name: "skyhold_job_seconds",
    help: "Jobs that were worked on, by queue and outcome",
    labelNames: ["job", "outcome"],
    buckets: latencies,
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered: ({ route, status, seconds }) => http.observe({ route, status }, seconds),
    called: (procedure, outcome) => calls.inc({ procedure, outcome }),
    worked: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
  };
}

function measurePool(registry: Registry, pool: Sources["pool"]): void {
  const states = { open: () => pool.totalCount, idle: () => pool.idleCount, waiting: () => pool.waitingCount };
  const gauge: Gauge = new Gauge({
    name: "skyhold_database_pool",
    help: "Connections to the database that are open and idle, and callers that wait for one",
    labelNames: ["state"],
    registers: [registry],
    collect: () => {
      for (const [state, read] of Object.entries(states)) gauge.set({ state }, read());
    },
  });
}

function measureDatabase(registry: Registry, observe: () => Promise<Observed>): void {
  let freshUntil = 0;
  let reading: Promise<void> = Promise.resolve();
  const refresh = async () => {
    const found = await observe().catch(() => null);
    up.set(found ? 1 : 0);
    if (!found) return;
    jobs.reset();
    for (const { queue, state, count } of found.jobs) jobs.set({ queue, state }, count);
    lag.set(found.lagSeconds);
    payments.reset();
    for (const { state, count } of found.payments) payments.set({ state }, count);
    if (found.audit) violated.set(found.audit.violated);
    if (found.audit) age.set(found.audit.ageSeconds);
  };
  // All gauges are read at once, and wait for one reading.
  const collect = () => {
    if (performance.now() >= freshUntil) {
      freshUntil = performance.now() + freshMs;
      reading = refresh();
    }
    return reading;
  };
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `skyhold_${name}`, help, labelNames, registers: [registry], collect });
  const jobs = gauge("jobs", "Jobs that wait, are tried again or are worked on, by queue", ["queue", "state"]);
  const lag = gauge("queue_lag_seconds", "For how long the oldest job that is due has waited");
  const payments = gauge("payments", "Payments by state", ["state"]);
  const violated = gauge("invariants_violated", "Invariants that the last nightly audit found broken");
  const age = gauge("invariants_age_seconds", "How long ago the last audit was");
  const up = gauge("database_up", "1 when the database answered");
}
