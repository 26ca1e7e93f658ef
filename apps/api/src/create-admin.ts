import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { createAdmin, CreateAdminInput } from "@skyhold/core";

import { buildDependencies } from "./dependencies.ts";
import { readEnv } from "./env.ts";
import { openQueue } from "./jobs/queue.ts";
import { createLog } from "./log.ts";

// `pnpm create-admin <e-mail> [--given-name Ada] [--surname Admin]`: makes the first admin, or another one, with the
// configuration of the API. A new account's password is shown this once.
const root = path.resolve(import.meta.dirname, "../../..");

try {
  const options = { "given-name": { type: "string", default: "Ada" }, surname: { type: "string", default: "Admin" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  const input = CreateAdminInput.parse({ email: positionals[0], givenName: values["given-name"], surname: values.surname });
  const env = readEnv(process.env);
  await using dependencies = await buildDependencies(env, createLog("warn", "create-admin"), openQueue);
  const { password } = await createAdmin(dependencies.app, input);
  process.stdout.write(
    password === null ? `${input.email} is an admin now.\n` : `${input.email} is an admin. Password, shown this once: ${password}\n`,
  );
} catch (error) {
  process.stderr.write(`No admin was made. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
