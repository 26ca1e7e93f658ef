import { readFileSync } from "node:fs";
import path from "node:path";

import type { FastifyInstance } from "fastify";
import { z } from "zod";

import type { Readiness } from "../observe/readiness.ts";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8")));

/** Probes all come from one address, and one that is refused has a healthy process restarted. */
const unlimited = { config: { rateLimit: false } } as const;

/** Who runs here and since when, whether the process lives, and whether it can serve. */
export async function health(server: FastifyInstance, readiness: Readiness): Promise<void> {
  server.get("/api/v1/info", () => ({ name: "skyhold", version, uptimeSeconds: Math.floor(process.uptime()) }));
  server.get("/health/live", unlimited, () => ({ status: "ok" }));
  server.get("/health/ready", unlimited, async (_request, reply) => {
    const { ready, report } = await readiness.check();
    return reply.code(ready ? 200 : 503).send(report);
  });
}
