import { Client } from "pg";

import { closedLoop } from "./load.ts";

// Does what `pgbench --protocol prepared` does, for machines without it: one connection for each client.
const [url = "", sql = "", clients = "1", seconds = "1"] = process.argv.slice(2);
const numbered = sql.includes(":n");
const statement = { name: "statement", text: sql.replaceAll(/(?<!:):n\b/gu, "$1::bigint") };

const connections = await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
  }),
);
const free = [...connections];
const run = await closedLoop({ clients: Number(clients), seconds: Number(seconds) }, async (number) => {
  const client = free.pop();
  if (!client) return false;
  try {
    await client.query({ ...statement, values: numbered ? [number + 1] : [] });
    return true;
  } finally {
    free.push(client);
  }
});
await Promise.all(connections.map((client) => client.end()));
process.stdout.write([run.operations, run.perSecond, run.errors].join(" "));
