import { setTimeout as sleep } from "node:timers/promises";

import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openQueue } from "./jobs/queue.ts";
import { createLog, openLogDestination } from "./log.ts";
import { createMetrics } from "./observe/metrics.ts";
import { startWatchServer } from "./observe/watch-server.ts";
import { runUntilStopped } from "./run-until-stopped.ts";
import { buildServer } from "./server.ts";

const env = readEnv(process.env);
const log = createLog(env.LOG_LEVEL, "api", openLogDestination(env.LOG_FILE));
const dependencies = await buildDependencies(env, log, openQueue);
const { db, readiness } = dependencies;
const metrics = env.METRICS_PORT === undefined ? null : createMetrics({ pool: db.pool, observe: null });
const watch = metrics && (await startWatchServer({ host: env.METRICS_HOST, port: env.METRICS_PORT ?? 0 }, { metrics, readiness }));
const server = await buildServer(env, log, { ...dependencies, metrics });
const url = await server.listen({ host: env.HOST, port: env.PORT });
process.send?.({ ready: true, url, watchUrl: watch?.url ?? null });

runUntilStopped(async () => {
  readiness.drain();
  await sleep(env.STOP_DELAY_SECONDS * 1000);
  await server.close();
  await watch?.[Symbol.asyncDispose]();
  await dependencies[Symbol.asyncDispose]();
});
