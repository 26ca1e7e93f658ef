import { openDatabase } from "@skyhold/db";
import type { PoolClient } from "pg";

import type { Run } from "./load.ts";
import type { LoggedStatement } from "./server-log.ts";

/** All statements of one piece of work, such as a booking from the hold to the tickets. */
export type Flow = readonly LoggedStatement[];

/** Runs recorded statements again, with nothing around them: what the database alone takes for the same work. */
export interface Replay extends AsyncDisposable {
  /** Each flow once, in its own order, over as many connections as there are. */
  run(flows: readonly Flow[]): Promise<Run>;
}

/** Opens connections with the settings of the API's own, to a copy of the database as it was before the recording. */
export async function openReplay(url: string, connections: number): Promise<Replay> {
  const db = openDatabase({ connectionString: url, poolSize: connections });
  const clients = await Promise.all(Array.from({ length: connections }, () => db.pool.connect()));
  return {
    run: (flows) => runAll(clients, flows),
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) client.release();
      await db.close();
    },
  };
}

async function runAll(clients: readonly PoolClient[], flows: readonly Flow[]): Promise<Run> {
  const waiting = flows.map(byEnd);
  const start = performance.now();
  let errors = 0;
  await Promise.all(
    clients.map(async (client) => {
      for (let flow = waiting.shift(); flow; flow = waiting.shift()) if (!(await runFlow(client, flow))) errors += 1;
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { operations: flows.length, perSecond: flows.length / seconds, errors };
}

async function runFlow(client: PoolClient, flow: Flow): Promise<boolean> {
  try {
    for (const { name, text, values } of flow) {
      const prepared = name === "" ? {} : { name: nameOf(text) };
      await client.query({ ...prepared, text, values: [...values] });
    }
    return true;
  } catch (error) {
    process.stderr.write(`replay: ${error instanceof Error ? error.message : String(error)}\n`);
    await client.query("ROLLBACK");
    return false;
  }
}

/** Several processes may give one name to different texts. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `replayed_${names.size}`;
  names.set(text, name);
  return name;
}

const names = new Map<string, string>();

/**
 * One transaction after the other, by the moment of their ends: over one connection they find then what they found over
 * several.
 */
function byEnd(flow: Flow): Flow {
  const open = new Map<number, LoggedStatement[]>();
  const ended: LoggedStatement[] = [];
  for (const statement of flow) {
    const begun = open.get(statement.pid);
    if (/^(BEGIN|START TRANSACTION)[^;]*;?$/iu.test(statement.text)) open.set(statement.pid, [statement]);
    else if (!begun) ended.push(statement);
    else if (/^(COMMIT|ROLLBACK);?$/iu.test(statement.text)) {
      ended.push(...begun, statement);
      open.delete(statement.pid);
    } else begun.push(statement);
  }
  return ended;
}
