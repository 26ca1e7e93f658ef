import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

import { startApi } from "../api.ts";
import type { Api } from "../api.ts";
import { toGoal } from "../report.ts";
import type { Benchmark } from "../report.ts";
import { percentile, summarise } from "../rounds.ts";
import { readMemory } from "../soak/watch.ts";
import { openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const watchersInAll = 2000;
const flightsWatched = 20;
const changes = 100;
/** Milliseconds from a change until a watcher has it. */
const goalMs = 250;
/** What has not come by then is lost. */
const patienceMs = 30_000;

/** Thousands of open seat maps: how soon a change reaches all who look at its flight, and what those cost who only wait. */
export const watchers: Benchmark = {
  name: "watchers",
  run: async () => {
    await using stage = await openStage({ flights: 10_000 });
    await using opened = new AsyncDisposableStack();
    const api = opened.use(await startApi(stage.url));
    const flights = await watchedFlights(stage);
    const before = readMemory(api.pid);
    const streams = await Promise.all(
      Array.from({ length: watchersInAll }, (_, number) => openStream(api, flights[number % flights.length]?.id ?? "")),
    );
    opened.defer(() => {
      for (const stream of streams) stream.close();
    });
    const perWatcher = ((readMemory(api.pid) - before) * 1024) / watchersInAll;
    const delays = await measureChanges(stage, flights, streams);
    const ms = { min: percentile(delays, 0), max: percentile(delays, 100), unit: "ms" };
    return {
      figures: {
        "change to watcher, p50": { median: percentile(delays, 50), ...ms },
        "change to watcher, p99": { median: percentile(delays, 99), ...ms },
        "memory of the API for each watcher": { ...summarise([perWatcher]), unit: "kB" },
      },
      ratios: {},
      goals: [toGoal("change to watcher, p99, ms", percentile(delays, 99), { atMost: goalMs })],
      setup: {
        postgres: stage.version,
        watchers: watchersInAll,
        flights: flights.length,
        changes,
        "one change": "a seat that staff block, ten a second",
        "the time of a change": "from when its statement was sent, so that its commit is in it",
      },
    };
  },
};

/** A flight with seats that nobody has. */
interface WatchedFlight {
  readonly id: string;
  readonly seats: readonly { readonly seat: string; readonly cabin: string }[];
}

async function watchedFlights({ admin }: Stage): Promise<WatchedFlight[]> {
  const { rows } = await admin.query<WatchedFlight>(
    `SELECT f.id, (SELECT json_agg(json_build_object('seat', s.seat_no, 'cabin', s.cabin) ORDER BY s.seat_no) FROM seat s WHERE s.seat_map_id = f.seat_map_id) AS seats
       FROM flight f WHERE f.sales_close_at > now() + interval '1 day' ORDER BY md5(f.id) LIMIT $1`,
    [flightsWatched],
  );
  return rows;
}

interface Stream {
  readonly flightId: string;
  /** When an event came that names this seat; waits for it. */
  told(seat: string): Promise<number>;
  close(): void;
}

/** Watches as a browser does; answers once the first picture of the seats is there. */
function openStream(api: Api, flightId: string): Promise<Stream> {
  const input = encodeURIComponent(JSON.stringify({ json: { flightId } }));
  return new Promise((resolve, reject) => {
    const outgoing = get(`${api.url}/trpc/seats.watch?input=${input}`, { agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`A watcher was answered ${response.statusCode}`));
      const { opened, told } = follow(response);
      void opened.then(() => resolve({ flightId, told, close: () => outgoing.destroy() }), reject);
    });
    // Once the stream is open, its end is ours.
    outgoing.on("error", reject);
  });
}

function follow(response: IncomingMessage) {
  const waiting = new Map<string, (at: number) => void>();
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  let text = "";
  response.setEncoding("utf8").on("error", reject);
  response.on("data", (chunk: string) => {
    const at = performance.now();
    text += chunk;
    const frames = text.split("\n\n");
    text = frames.pop() ?? "";
    for (const frame of frames) {
      if (frame.includes('"snapshot"')) resolve();
      else for (const [seat, tell] of waiting) if (frame.includes(`"seat":"${seat}"`)) tell(at);
    }
  });
  const told = (seat: string) =>
    new Promise<number>((tell) => {
      waiting.set(seat, (at) => {
        waiting.delete(seat);
        tell(at);
      });
    });
  return { opened, told };
}

/**
 * Changes one seat after another; answers how long each watcher of its flight waited. When a commit took place is not to be seen from here: its
 * answer is often read in the same moment as the news of it. So the clock runs from the sending, and no wait is told as shorter than it was.
 */
async function measureChanges({ admin }: Stage, flights: readonly WatchedFlight[], streams: readonly Stream[]): Promise<number[]> {
  const delays: number[] = [];
  for (let number = 0; number < changes; number += 1) {
    const flight = flights[number % flights.length];
    const place = flight?.seats[Math.floor(number / flights.length)];
    if (!flight || !place) throw new Error("Too few seats to change");
    const told = streams.filter(({ flightId }) => flightId === flight.id).map((stream) => stream.told(place.seat));
    const sent = performance.now();
    await admin.query(
      "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, $2, $3::cabin, 'crew rest', 'infinity')",
      [flight.id, place.seat, place.cabin],
    );
    const moments = await Promise.race([Promise.all(told), sleep(patienceMs, null, { ref: false })]);
    if (moments === null) throw new Error(`A change of ${flight.id} did not reach all who watch it`);
    delays.push(...moments.map((at) => at - sent));
    await sleep(100);
  }
  return delays;
}
