import { migrate } from "@skyhold/db/migrate";

import { directUrl, readEnv } from "./env.ts";
import { prepareQueue } from "./jobs/queue.ts";

// The one step before a new version starts: tables, functions, queues. Run again, it changes nothing.
const url = directUrl(readEnv(process.env));
const applied = await migrate(url);
await prepareQueue(url);
process.stdout.write(applied.length === 0 ? "The database was up to date.\n" : `Applied ${applied.join(", ")}.\n`);
process.exit(0);
