import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openWorkerQueue } from "./jobs/queue.ts";
import { work } from "./jobs/work.ts";
import { createLog, openLogDestination } from "./log.ts";
import { createMetrics } from "./observe/metrics.ts";
import { startWatchServer } from "./observe/watch-server.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

const env = readEnv(process.env);
const log = createLog(env.LOG_LEVEL, "worker", openLogDestination(env.LOG_FILE));
const dependencies = await buildDependencies(env, log, openWorkerQueue);
const { db, readiness } = dependencies;
const metrics = env.METRICS_PORT === undefined ? null : createMetrics({ pool: db.pool, observe: dependencies.observe });
const watch = metrics && (await startWatchServer({ host: env.METRICS_HOST, port: env.METRICS_PORT ?? 0 }, { metrics, readiness }));
await work(dependencies.boss, dependencies.app, { log, metrics, tracing: dependencies.tracing });
log.info("worker started");
process.send?.({ ready: true, watchUrl: watch?.url ?? null });

runUntilStopped(async () => {
  readiness.drain();
  await dependencies[Symbol.asyncDispose]();
  await watch?.[Symbol.asyncDispose]();
});
