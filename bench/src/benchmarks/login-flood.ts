import { startApi } from "../api.ts";
import type { Api } from "../api.ts";
import { closedLoop, leadInSeconds, openLoop } from "../load.ts";
import { toGoal } from "../report.ts";
import type { Benchmark, Findings, Pace } from "../report.ts";
import { interleave, percentile, summarise } from "../rounds.ts";
import { makeQueries } from "../search/queries.ts";
import type { Query } from "../search/queries.ts";
import { openStage } from "../stage.ts";

/** Logins a second: several times what can be judged. */
const floodRate = 100;

/** What a search takes in a flood of logins from everywhere, compared with what it takes alone. */
export const loginFlood: Benchmark = {
  name: "login-flood",
  run: async (options) => {
    await using stage = await openStage({ flights: 10_000 });
    await using api = await startApi(stage.url);
    const queries = await makeQueries(stage, { stops: 1, count: 500 });
    return { ...(await measureAll({ api, queries }, options)), setup: setupOf(stage.version, options) };
  },
};

interface Parts {
  readonly api: Api;
  readonly queries: readonly Query[];
}

/** The milliseconds of each search, and how many logins a second were judged and refused meanwhile. */
interface Measured {
  readonly latencies: readonly number[];
  readonly judged: number;
  readonly refused: number;
}

async function measureAll(parts: Parts, { seconds, rounds }: Pace): Promise<Omit<Findings, "setup">> {
  const measured = await interleave(["alone", "in the flood"] as const, rounds, async (name, round): Promise<Measured> => {
    process.stderr.write(`searches ${name}, round ${round} of ${rounds}\n`);
    const flood = name === "alone" ? null : logInFor(parts.api, seconds);
    const latencies = await searchFor(parts, seconds);
    const logins = (await flood) ?? { judged: 0, refused: 0 };
    const whole = seconds + leadInSeconds;
    return { latencies, judged: logins.judged / whole, refused: logins.refused / whole };
  });
  const [alone, flooded] = [measured.get("alone") ?? [], measured.get("in the flood") ?? []];
  const atPercent = (runs: readonly Measured[], percent: number) => summarise(runs.map(({ latencies }) => percentile(latencies, percent)));
  const ratio = (percent: number) =>
    summarise(flooded.map(({ latencies }, round) => percentile(latencies, percent) / percentile(alone[round]?.latencies ?? [], percent)));
  return {
    figures: {
      "search alone, p50": { ...atPercent(alone, 50), unit: "ms" },
      "search in the flood, p50": { ...atPercent(flooded, 50), unit: "ms" },
      "search alone, p95": { ...atPercent(alone, 95), unit: "ms" },
      "search in the flood, p95": { ...atPercent(flooded, 95), unit: "ms" },
      "logins judged": { ...summarise(flooded.map(({ judged }) => judged)), unit: "1/s" },
      "logins told to come again": { ...summarise(flooded.map(({ refused }) => refused)), unit: "1/s" },
    },
    ratios: { "p50 in the flood/alone": ratio(50), "p95 in the flood/alone": ratio(95) },
    goals: [toGoal("p50 in the flood/alone", ratio(50).median, { atMost: 2 })],
  };
}

async function searchFor({ api, queries }: Parts, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  await closedLoop({ clients: 1, seconds }, async (number) => {
    const { origin, destination, date, stops } = queries[number % queries.length] ?? {};
    const input = encodeURIComponent(JSON.stringify({ json: { origin, destination, departureDate: date, maxStops: stops } }));
    const start = performance.now();
    const { status } = await api.call({ method: "GET", path: `/trpc/flights.search?input=${input}` });
    latencies.push(performance.now() - start);
    return status === 200;
  });
  return latencies;
}

async function logInFor(api: Api, seconds: number): Promise<{ judged: number; refused: number }> {
  const counts = { judged: 0, refused: 0 };
  await openLoop({ rate: floodRate, seconds }, async (number) => {
    const body = JSON.stringify({ json: { email: `nobody-${number}@example.com`, password: "a guess" } });
    const { status } = await api.call({ method: "POST", path: "/trpc/auth.login", headers: { "content-type": "application/json" }, body });
    counts[status === 503 ? "refused" : "judged"] += 1;
    return status === 401 || status === 503;
  });
  return counts;
}

function setupOf(version: string, { seconds, rounds }: Pace): Findings["setup"] {
  return {
    postgres: `${version}, default settings, fsync on`,
    flights: 10_000,
    search: "one client, connections with up to one stop, over HTTP",
    flood: `${floodRate} logins a second to unknown accounts, whether or not they are answered`,
    "seconds of a measurement": seconds,
    "rounds after warm-up": rounds,
  };
}
