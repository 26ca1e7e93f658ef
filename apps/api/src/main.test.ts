import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { findOffer, makeFlight } from "@skyhold/core/testing";
import { serialize } from "superjson";
import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { startOwnProcess } from "./testing/own-process.ts";

const ana = { email: "ana@example.com", password: "correct horse", givenName: "Ana", surname: "Novák" };

test("a process that is asked to stop is not ready at once, still answers what it has begun and what comes meanwhile, ends its streams, and is gone within ten seconds", async () => {
  await using stack = await startTestStack({ worker: false });
  const { db, pool } = { db: stack.database.db, pool: stack.database.db.pool };
  const flightId = await makeFlight(db);
  const { token: offer } = await findOffer(stack.dependencies.app, flightId);
  const { token, account } = await openAccount(stack, ana);
  await using api = await startOwnProcess("main", { ...stack.variables, STOP_DELAY_SECONDS: "1" });
  const stream = await fetch(`${api.url}/trpc/seats.watch?input=${encodeURIComponent(JSON.stringify(serialize({ flightId })))}`);
  const streamed = stream.text().then(
    () => "over",
    () => "cut",
  );
  const slow = await pool.connect();
  await slow.query("BEGIN");
  await slow.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))", [account.id]);
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const hold = fetch(`${api.url}/trpc/bookings.hold`, {
    method: "POST",
    headers,
    body: JSON.stringify(serialize({ offer, seats: [["1A"]] })),
  });
  await sleep(300);

  const askedAt = performance.now();
  api.stop();
  await sleep(200);
  const ready = await fetch(`${api.url}/health/ready`);
  const meanwhile = await fetch(`${api.url}/api/v1/info`);
  await sleep(1500);
  await slow.query("ROLLBACK");
  slow.release();

  expect([ready.status, await ready.json()]).toEqual([503, { status: "stopping" }]);
  expect(meanwhile.status).toBe(200);
  expect((await hold).status).toBe(200);
  expect((await hold).headers.get("connection")).toBe("close");
  expect(await streamed).toMatch(/over|cut/u);
  expect(await api.ended).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(10_000);
  expect(await db.prisma.booking.count()).toBe(1);
});

test("Prometheus finds calls by outcome, requests by route, the pool and the event loop on a port of their own, and nothing on the API's", async () => {
  await using stack = await startTestStack({ worker: false });
  await using api = await startOwnProcess("main", { ...stack.variables, METRICS_PORT: "0" });
  await callProcedure(api.url, "auth.register", { input: ana });
  await callProcedure(api.url, "bookings.hold", { input: { offer: "no offer" } });
  await fetch(`${api.url}/trpc/no.such.${Math.random()}`);

  const told = await (await fetch(`${api.watchUrl}/metrics`)).text();

  expect(told).toContain('skyhold_calls_total{procedure="auth.register",outcome="ok"} 1');
  expect(told).toContain('skyhold_calls_total{procedure="bookings.hold",outcome="INVALID_INPUT"} 1');
  expect(told).toMatch(/skyhold_http_request_seconds_count\{route="auth.register",status="200"\} 1/u);
  expect(told).toMatch(/skyhold_database_pool\{state="waiting"\} 0/u);
  expect(told).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(told).not.toContain("no.such");
  expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${api.watchUrl}/health/ready`)).status).toBe(200);
});

test("a worker tells of queues, payments and the last audit, writes its log to a file when asked, and stops in time", async () => {
  await using stack = await startTestStack({ worker: false });
  const folder = await mkdtemp(path.join(tmpdir(), "skyhold-log-"));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await stack.dependencies.db.pool.query(
    `INSERT INTO invariant_audit (id, checked_at, duration_ms, holds, results)
     VALUES ('aud_1', skyhold_now() - interval '1 hour', 5, false, '[{"holds": true}, {"holds": false}]')`,
  );
  await stack.dependencies.boss.send("payments.reconcile", {}, { startAfter: 3600 });
  const variables = { ...stack.variables, METRICS_PORT: "0", LOG_LEVEL: "info", LOG_FILE: path.join(folder, "logs/worker.log") };
  await using worker = await startOwnProcess("worker", variables);

  const told = await (await fetch(`${worker.watchUrl}/metrics`)).text();
  worker.stop();

  expect(told).toContain('skyhold_jobs{queue="payments.reconcile",state="created"} 1');
  expect(told).toContain("skyhold_invariants_violated 1");
  expect(told).toMatch(/skyhold_queue_lag_seconds \d/u);
  expect(await worker.ended).toBe(0);
  const [file = ""] = await readdir(path.join(folder, "logs"));
  expect(await readFile(path.join(folder, "logs", file), "utf8")).toContain("worker started");
  expect(worker.output()).toContain("worker started");
});

test("a database that lacks a migration of this version makes a process unready, and the answer names it", async () => {
  await using stack = await startTestStack({ worker: false });
  await stack.database.db.pool.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '%060000_search'");

  const answer = await fetch(`${stack.url}/health/ready`);

  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ status: "unavailable", migrations: expect.stringMatching(/^not applied: \d+_search$/u) });
});

test("when more wait for the database than may, the next is refused at once and may come again, on tRPC and REST", async () => {
  await using stack = await startTestStack({ worker: false, env: { DATABASE_POOL_SIZE: "1", DATABASE_WAITING_LIMIT: "3" } });
  const busy = await stack.dependencies.db.pool.connect();
  const call = () => fetch(`${stack.url}/trpc/auth.me`, { headers: { authorization: "Bearer x" } });
  const waiting = [call(), call(), call()];
  while (stack.dependencies.db.pool.waitingCount < 3) await sleep(10);

  const askedAt = performance.now();
  const shed = await call();
  const ms = performance.now() - askedAt;
  const overRest = await fetch(`${stack.url}/api/v1/auth/me`, { headers: { authorization: "Bearer x" } });
  const health = await fetch(`${stack.url}/health/live`);
  busy.release();

  expect([shed.status, shed.headers.get("retry-after")]).toEqual([503, "1"]);
  expect([overRest.status, overRest.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(ms).toBeLessThan(1000);
  expect(health.status).toBe(200);
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([401, 401, 401]);
});

test("what a pooler in transaction mode cannot carry goes past it, on a connection of its own", async () => {
  await using stack = await startTestStack({ worker: false });
  const { db, url } = stack.database;
  const flightId = await makeFlight(db);
  const direct = new URL(url);
  direct.searchParams.set("application_name", "direct");
  await using api = await startOwnProcess("main", { ...stack.variables, DATABASE_DIRECT_URL: direct.href });
  const stop = new AbortController();
  await fetch(`${api.url}/trpc/seats.watch?input=${encodeURIComponent(JSON.stringify(serialize({ flightId })))}`, { signal: stop.signal });

  const listening = async () =>
    (
      await db.pool.query<{ name: string }>(
        "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'",
      )
    ).rows;
  await expect.poll(listening, { timeout: 10_000 }).toEqual([{ name: "direct" }]);
  stop.abort();
});
