import { setTimeout as sleep } from "node:timers/promises";

/** How hard and how long to work. */
export interface Load {
  readonly clients: number;
  readonly seconds: number;
}

/** What came of it. `perSecond` leaves out the lead-in; `operations` counts everything, as the CPU's clock does. */
export interface Run {
  readonly operations: number;
  readonly perSecond: number;
  readonly errors: number;
}

/** Every load works for so long before it counts: connections plan their statements then, and caches fill. */
export const leadInSeconds = 1;

/** So many clients, each of which asks again as soon as it is answered. The operation gets its number, from 0, and says whether it went well. */
export async function closedLoop({ clients, seconds }: Load, operation: (number: number) => Promise<boolean>): Promise<Run> {
  const start = performance.now();
  const countFrom = start + leadInSeconds * 1000;
  const end = countFrom + seconds * 1000;
  const tally = { started: 0, counted: 0, errors: 0 };
  const client = async () => {
    while (performance.now() < end) {
      const good = await operation(tally.started++).catch(() => false);
      if (!good) tally.errors += 1;
      const now = performance.now();
      if (now >= countFrom && now < end) tally.counted += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { operations: tally.started, perSecond: tally.counted / seconds, errors: tally.errors };
}

/**
 * Starts operations at a fixed rate, whether or not earlier ones are answered, and measures each from the moment it was
 * due: a server that stalls is charged for all who would have come meanwhile.
 */
export async function openLoop(
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  operation: (number: number) => Promise<boolean>,
): Promise<{ latenciesMs: number[]; operations: number; errors: number }> {
  const latenciesMs: number[] = [];
  const underWay: Promise<void>[] = [];
  const total = Math.ceil(rate * (leadInSeconds + seconds));
  const start = performance.now();
  let errors = 0;
  const begin = async (number: number) => {
    const due = start + (number * 1000) / rate;
    const good = await operation(number).catch(() => false);
    if (!good) errors += 1;
    if (number >= rate * leadInSeconds) latenciesMs.push(performance.now() - due);
  };
  while (underWay.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate) + 1);
    while (underWay.length < due) underWay.push(begin(underWay.length));
    await sleep(1);
  }
  await Promise.all(underWay);
  return { latenciesMs, operations: total, errors };
}
