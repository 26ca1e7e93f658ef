import { existsSync } from "node:fs";
import path from "node:path";

import { resealPersonalData } from "@skyhold/core";

import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openQueue } from "./jobs/queue.ts";
import { createLog } from "./log.ts";

// `pnpm reseal`: seals all personal data anew under the first of PERSONAL_DATA_KEYS, with the configuration of the API. Ends with 0
// when the other keys may go, and with 1 when something is still sealed by one that is missing.
const root = path.resolve(import.meta.dirname, "../../..");

try {
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  await using dependencies = await buildDependencies(readEnv(process.env), createLog("warn", "reseal"), openQueue);
  const fields = await resealPersonalData(dependencies.app);
  for (const { field, resealed, unopened } of fields)
    process.stdout.write(
      `${field}: ${resealed} sealed anew${unopened === 0 ? "" : `, ${unopened} could not be opened and are as they were`}\n`,
    );
  const lost = fields.some(({ unopened }) => unopened > 0);
  process.stdout.write(lost ? "Keep the older keys, or find the one that is missing.\n" : "Everything is sealed under the newest key.\n");
  process.exitCode = lost ? 1 : 0;
} catch (error) {
  process.stderr.write(`Not all was sealed anew; run it again. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
