import { readQueueHealth } from "@skyhold/db";
import { z } from "zod";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context, Staff } from "../context.ts";
import { DomainError } from "../errors.ts";
import { FlightOnBoard } from "../flights/flight-on-board.ts";
import { listNextDepartures } from "../flights/list-next-departures.ts";
import { jobSchemas } from "../jobs.ts";
import { LastEventId } from "../last-event-id.ts";
import { rest } from "../rest.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { Version } from "../tell-changes.ts";
import { getToday, GetTodayInput, Today } from "./get-today.ts";

/** For who comes back, the version that came last. */
export const WatchTodayInput = z.strictObject({ lastEventId: LastEventId });
export type WatchTodayInput = z.infer<typeof WatchTodayInput>;

/** What staff look at first, as it is now. */
export const TodayEvent = z.strictObject({
  version: Version,
  today: Today,
  departures: z.array(FlightOnBoard).describe("The next to leave; who is late stands first"),
  queues: z
    .strictObject({
      failed: z.int().describe("Jobs that have failed: tried again by themselves, or given up"),
      late: z.int().describe("Jobs that have been due for more than a minute, and that no worker has taken"),
    })
    .describe("How the background work is"),
});
export type TodayEvent = z.infer<typeof TodayEvent>;

/** Figures are of everything: they are looked at so often, whatever happens in between. */
const restMs = 2_000;
/** More than an office has windows, and few enough that none of them is felt. */
const mostWatchers = 200;

interface Watched {
  watchers: number;
  /** What was read within the last rest: one reading for all who watch. */
  reading: Promise<TodayEvent> | null;
}

const watchedOf = new WeakMap<Context["db"], Watched>();

/**
 * The figures of today and the next departures, and from then on each time that one of them has changed, within some seconds. All who
 * watch in a process share one reading. OVERLOADED when too many watch. Ends with the signal; UNAUTHENTICATED as soon as the session ends.
 */
export function watchToday(ctx: Context<Staff>, input: WatchTodayInput, signal: AbortSignal): AsyncGenerator<TodayEvent, void, undefined> {
  return whileSignedIn(ctx, signal, (listening) => followToday(ctx, input, listening));
}

async function* followToday(
  ctx: Context<Staff>,
  { lastEventId }: WatchTodayInput,
  signal: AbortSignal,
): AsyncGenerator<TodayEvent, void, undefined> {
  const watched = watchedOf.get(ctx.db) ?? { watchers: 0, reading: null };
  watchedOf.set(ctx.db, watched);
  if (watched.watchers >= mostWatchers)
    throw new DomainError("OVERLOADED", "Too many watch here at once; try again in a moment", { retryAfterSeconds: 10 });
  watched.watchers += 1;
  let told = lastEventId ?? null;
  try {
    while (!signal.aborted) {
      const event = await readTogether(ctx, watched);
      if (event.version !== told) yield event;
      told = event.version;
      await rest(restMs, signal);
    }
  } finally {
    watched.watchers -= 1;
  }
}

function readTogether(ctx: Context<Staff>, watched: Watched): Promise<TodayEvent> {
  const forget = () => {
    watched.reading = null;
  };
  watched.reading ??= read(ctx).finally(() => setTimeout(forget, restMs / 2));
  return watched.reading;
}

async function read(ctx: Context<Staff>): Promise<TodayEvent> {
  const [today, departures, queues] = await Promise.all([
    getToday(ctx, GetTodayInput.parse({})),
    listNextDepartures(ctx, 13),
    readQueueHealth(ctx.db, Object.keys(jobSchemas)),
  ]);
  // The time of the reading is no news.
  const { now: _now, ...figures } = today;
  return { version: fingerprint(JSON.stringify([figures, departures, queues])), today, departures, queues };
}
