import { migrate } from "@skyhold/db/migrate";

import { readEnv } from "./env.ts";
import { prepareQueue } from "./jobs/queue.ts";

// The one step before a new version starts: tables, functions, queues. Run again, it changes nothing.
const { DATABASE_URL } = readEnv(process.env);
const applied = await migrate(DATABASE_URL);
await prepareQueue(DATABASE_URL);
process.stdout.write(applied.length === 0 ? "The database was up to date.\n" : `Applied ${applied.join(", ")}.\n`);
process.exit(0);
