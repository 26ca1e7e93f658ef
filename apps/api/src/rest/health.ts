import { readFileSync } from "node:fs";
import path from "node:path";

import type { FastifyInstance } from "fastify";
import { z } from "zod";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8")));

/** Who runs here and since when, whether the process lives, and whether it can serve. */
export async function health(server: FastifyInstance, ping: () => Promise<unknown>): Promise<void> {
  server.get("/api/v1/info", () => ({ name: "skyhold", version, uptimeSeconds: Math.floor(process.uptime()) }));
  server.get("/health/live", () => ({ status: "ok" }));
  server.get("/health/ready", async (_request, reply) => {
    try {
      await ping();
      return { status: "ok" };
    } catch {
      return reply.code(503).send({ status: "unavailable", database: "does not answer" });
    }
  });
}
