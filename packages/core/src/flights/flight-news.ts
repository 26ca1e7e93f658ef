import { findFlights, readFlightMarks } from "@skyhold/db";
import type { Database, FlightRow } from "@skyhold/db";

import type { ChangeNews } from "../change-news.ts";
import { notFound } from "../errors.ts";
import { readTogether } from "../read-together.ts";

/** How watched flights stand: each is read once for all who watch it, and several in one statement. */
export interface FlightNews {
  /** The flight at once, and again whenever it may have changed since. Ends with the signal, or when the news is closed. */
  follow(flightId: string, signal: AbortSignal): AsyncGenerator<FlightRow, void, undefined>;
  /** Ends all who follow, and stops listening. */
  close(): Promise<void>;
}

/** What the news is built from. */
export interface FlightNewsOptions {
  readonly db: Database;
  /** Without turns of their own for those who follow: an idle one costs nothing. */
  readonly changes: ChangeNews;
  readonly onError: (error: unknown) => void;
  /** All watched flights are looked at so often, in one statement, should a notice have been lost; 10,000 when left out. */
  readonly lookEveryMs?: number;
}

/** Builds the news of flights over the notices of their changes. */
export function createFlightNews({ db, changes, onError, lookEveryMs = 10_000 }: FlightNewsOptions): FlightNews {
  const read = readTogether(async (ids) => new Map((await findFlights(db, ids)).map((flight) => [flight.id, flight])));
  const looks = lookAround({ db, changes, onError, lookEveryMs });
  return {
    follow: async function* follow(flightId, signal) {
      const turns = changes.follow(flightId, signal);
      try {
        for (let turn = await turns.next(); turn.done !== true; turn = await turns.next()) {
          const flight = await read(flightId);
          if (!flight) throw notFound("flight");
          looks.begin();
          yield flight;
        }
      } finally {
        await turns.return();
      }
    },
    close: async () => {
      looks.end();
      await changes.close();
    },
  };
}

/** Looks at all watched flights now and then, while there are any, and tells of those that are another than at the last look. */
function lookAround({ db, changes, onError, lookEveryMs }: Required<FlightNewsOptions>) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = false;
  let known: ReadonlyMap<string, string> = new Map();
  const begin = () => {
    if (!ended) timer ??= setTimeout(() => void look(), lookEveryMs);
  };
  const look = async () => {
    try {
      const marks = new Map((await readFlightMarks(db, changes.followed())).map(({ id, mark }) => [id, mark]));
      for (const [id, mark] of marks) if (known.get(id) !== mark) changes.tell(id);
      known = marks;
    } catch (error) {
      onError(error);
    }
    timer = null;
    // Asked for anew: who came during the look found its timer still there.
    if (changes.followed().length > 0) begin();
  };
  return {
    begin,
    end: () => {
      ended = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
