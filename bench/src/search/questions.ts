import type { Api } from "../api.ts";
import type { Query } from "./queries.ts";

/** Something to ask of the API, whichever way. */
export interface Question {
  readonly procedure: string;
  readonly path: string;
  readonly input: Readonly<Record<string, string | number>>;
}

/** The ways to ask. */
export const faces = ["tRPC", "REST"] as const;
export type Face = (typeof faces)[number];

/** The ways of a day. */
export function toSearch({ origin, destination, date, stops }: Query): Question {
  const input = { origin, destination, departureDate: date, maxStops: stops };
  return { procedure: "flights.search", path: "/flights/search", input };
}

/** The cheapest price of each day around. */
export function toCalendar({ origin, destination, date }: Query): Question {
  return { procedure: "flights.calendar", path: "/flights/calendar", input: { origin, destination, departureDate: date } };
}

/** Airports by what someone has typed. */
export function toLookUp(query: string): Question {
  return { procedure: "airports.search", path: "/airports", input: { query } };
}

/** Asks, and fails where the answer is not 200. */
export async function askOver(api: Api, face: Face, { procedure, path, input }: Question): Promise<void> {
  const rest = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
  const target =
    face === "REST"
      ? `/api/v1${path}?${rest.toString()}`
      : `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
  const { status } = await api.call({ method: "GET", path: target });
  if (status !== 200) throw new Error(`${target} answered ${status}`);
}
