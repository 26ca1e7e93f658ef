import { readFileSync } from "node:fs";
import path from "node:path";

import type { FastifyInstance } from "fastify";
import { z } from "zod";

import type { Readiness } from "../observe/readiness.ts";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8")));

/** Who runs here and since when, whether the process lives, and whether it can serve. */
export async function health(server: FastifyInstance, readiness: Readiness): Promise<void> {
  server.get("/api/v1/info", () => ({ name: "skyhold", version, uptimeSeconds: Math.floor(process.uptime()) }));
  server.get("/health/live", () => ({ status: "ok" }));
  server.get("/health/ready", async (_request, reply) => {
    const { ready, report } = await readiness.check();
    return reply.code(ready ? 200 : 503).send(report);
  });
}
