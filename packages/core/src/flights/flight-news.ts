import { findFlight } from "@skyhold/db";
import type { Database, FlightRow } from "@skyhold/db";

import type { ChangeNews } from "../change-news.ts";
import { notFound } from "../errors.ts";
import { shareReads } from "../seats/share-reads.ts";

/** How watched flights stand: each is read once for all who watch it. */
export interface FlightNews {
  /** The flight at once, and again whenever it may have changed since. Ends with the signal, or when the news is closed. */
  follow(flightId: string, signal: AbortSignal): AsyncGenerator<FlightRow, void, undefined>;
  /** Ends all who follow, and stops listening. */
  close(): Promise<void>;
}

/** Builds the news of flights over the notices of their changes. */
export function createFlightNews(db: Database, changes: ChangeNews): FlightNews {
  const read = shareReads((flightId) => findFlight(db, flightId));
  return {
    follow: async function* follow(flightId, signal) {
      const turns = changes.follow(flightId, signal);
      for (let turn = await turns.next(); turn.done !== true; turn = await turns.next()) {
        const flight = await read(flightId);
        if (!flight) throw notFound("flight");
        yield flight;
      }
    },
    close: () => changes.close(),
  };
}
