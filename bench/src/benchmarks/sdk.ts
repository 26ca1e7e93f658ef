import { once } from "node:events";
import { createServer } from "node:http";

import { createClient } from "@skyhold/sdk";
import superjson from "superjson";

import { ratioOf } from "../figures.ts";
import { closedLoop } from "../load.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Figure, Findings, Pace } from "../report.ts";
import { interleave, summarise } from "../rounds.ts";
import type { Summary } from "../rounds.ts";
import { bundleClients, clientNames, importTime } from "../sdk/bundles.ts";
import type { Bundle, ClientName } from "../sdk/bundles.ts";

/** The client beside those of others: what a page downloads, what a start costs, and what a call costs above `fetch`. */
export const sdk: Benchmark = {
  name: "sdk",
  run: async ({ rounds, seconds }) => {
    await using bundles = await bundleClients();
    const times = await interleave(bundles.all, rounds, (bundle) => importTime(bundle));
    const calls = await measureCalls({ rounds, seconds });
    return findings(bundles.all, times, calls);
  },
};

interface Calls {
  readonly sdk: readonly number[];
  readonly fetch: readonly number[];
}

/** Microseconds of one call, one after the other, by the client and by `fetch` alone, of a server that answers at once. */
async function measureCalls({ rounds, seconds }: Pace): Promise<Calls> {
  const answer = JSON.stringify({
    result: { data: superjson.serialize({ paymentId: "pay_1", amount: { amount: 12_340, currency: "EUR" } }) },
  });
  const server = createServer((_request, response) => response.writeHead(200, { "content-type": "application/json" }).end(answer));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens nowhere");
  const url = `http://127.0.0.1:${address.port}`;
  const skyhold = createClient({ url, token: "bench-token" });
  const ways = {
    sdk: () => skyhold.payments.get({ paymentId: "pay_1" }),
    fetch: async (): Promise<unknown> =>
      (await fetch(`${url}/trpc/payments.get?input=%7B%7D`, { headers: { authorization: "Bearer bench-token" } })).json(),
  };
  const names = ["sdk", "fetch"] as const;
  const measured = await interleave(names, rounds, async (name) => {
    const { perSecond } = await closedLoop({ clients: 1, seconds }, async () => (await ways[name]()) !== null);
    return 1_000_000 / perSecond;
  });
  server.close();
  server.closeAllConnections();
  return { sdk: measured.get("sdk") ?? [], fetch: measured.get("fetch") ?? [] };
}

function findings(bundles: readonly Bundle[], times: ReadonlyMap<Bundle, readonly number[]>, calls: Calls): Findings {
  const timesOf = (name: ClientName) => [...times].find(([bundle]) => bundle.name === name)?.[1] ?? [];
  const sizeOf = (name: ClientName) => bundles.find((bundle) => bundle.name === name)?.gzipBytes ?? Number.NaN;
  const figures: Record<string, Figure> = {};
  const ratios: Record<string, Summary> = {};
  for (const name of clientNames) {
    figures[`${name}: bundle, gzip`] = { ...summarise([sizeOf(name)]), unit: "bytes" };
    figures[`${name}: import`] = { ...summarise(timesOf(name)), unit: "ms" };
    if (name === "@skyhold/sdk") continue;
    ratios[`bundle, @skyhold/sdk / ${name}`] = summarise([sizeOf("@skyhold/sdk") / sizeOf(name)]);
    ratios[`import, @skyhold/sdk / ${name}`] = ratioOf(timesOf("@skyhold/sdk"), timesOf(name));
  }
  figures["a call by the SDK"] = { ...summarise(calls.sdk), unit: "µs" };
  figures["the same by fetch"] = { ...summarise(calls.fetch), unit: "µs" };
  ratios["a call, SDK / fetch"] = ratioOf(calls.sdk, calls.fetch);
  const smaller = Object.entries(ratios).filter(([name]) => name.startsWith("bundle") || name.startsWith("import"));
  return {
    figures,
    ratios,
    goals: smaller.map(([name, { median }]) => toGoal(name, median, { atMost: 1 })),
    setup: {
      bundler: "tsdown, everything in one minified file for Node",
      "a call": "a query over HTTP on one connection, one after the other",
    },
  };
}
