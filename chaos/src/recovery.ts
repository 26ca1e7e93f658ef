import { setTimeout as sleep } from "node:timers/promises";

import type { Ledger } from "./ledger.ts";
import type { Target } from "./plan.ts";
import type { Product } from "./product.ts";

/** Seconds from a kill until what was killed serves again: a process by itself, the database by a change that is acknowledged. */
export async function timeRecovery(product: Product, ledger: Ledger, target: Target): Promise<number> {
  const killedAt = Date.now();
  if (target === "postgres") {
    await product.postgres.ready();
    while (ledger.lastAcknowledgedAt <= killedAt) await sleep(20);
  } else {
    await product.processes[target].ready();
    const port = target === "api-0" ? product.apiPorts[0] : target === "api-1" ? product.apiPorts[1] : undefined;
    if (port !== undefined) while (!(await answers(port))) await sleep(20);
  }
  return (Date.now() - killedAt) / 1000;
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
