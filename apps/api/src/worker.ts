import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openWorkerQueue } from "./jobs/queue.ts";
import { work } from "./jobs/work.ts";
import { createLog } from "./log.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

const env = readEnv(process.env);
const log = createLog(env.LOG_LEVEL, "worker");
const dependencies = await buildDependencies(env, log, openWorkerQueue);
await work(dependencies.boss, dependencies.app, log);
log.info("worker started");
process.send?.({ ready: true });

runUntilStopped(() => Promise.resolve(dependencies[Symbol.asyncDispose]()));
