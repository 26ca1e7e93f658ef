import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openQueue } from "./jobs/queue.ts";
import { createLog } from "./log.ts";
import { runUntilStopped } from "./run-until-stopped.ts";
import { buildServer } from "./server.ts";

const env = readEnv(process.env);
const log = createLog(env.LOG_LEVEL, "api");
const dependencies = await buildDependencies(env, log, openQueue);
const server = await buildServer(env, log, dependencies);
const url = await server.listen({ host: env.HOST, port: env.PORT });
process.send?.({ ready: true, url });

runUntilStopped(async () => {
  await server.close();
  await dependencies[Symbol.asyncDispose]();
});
