import type { Invariant } from "./invariant.ts";

/** What a search relies on. */
export const flightInvariants: readonly Invariant[] = [
  {
    name: "routes-are-known",
    sentence: "The pair of airports of every flight is in the graph of routes: a search finds no flight on another.",
    violations: `
      SELECT f.origin, f.destination, count(*) AS flights
        FROM flight f LEFT JOIN flight_route r USING (origin, destination)
       WHERE r.origin IS NULL GROUP BY f.origin, f.destination`,
  },
];
