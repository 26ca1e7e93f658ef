/** Whether a flight stays in its country. */
type Reach = "domestic" | "international";

interface ConnectionRule {
  /** The first day on which it holds. */
  readonly from: string;
  /** Null for every airport that has no rule of its own. */
  readonly airport: string | null;
  readonly arriving: Reach | null;
  readonly departing: Reach | null;
  readonly minutes: number;
}

/** The longest wait that still makes one journey, in minutes; more is a stay. */
export const longestConnection = 720;

/**
 * Minimum connection times. A model: the pairs follow the usual industry defaults (longer where one enters a country and
 * changes to a domestic flight), the overrides stand for airports with long ways, or with first entry checks. The newest rule
 * that is in force counts, an airport's own before the default.
 */
export const connectionRules: readonly ConnectionRule[] = [
  { from: "2026-01-01", airport: null, arriving: "domestic", departing: "domestic", minutes: 45 },
  { from: "2026-01-01", airport: null, arriving: "domestic", departing: "international", minutes: 60 },
  { from: "2026-01-01", airport: null, arriving: "international", departing: "domestic", minutes: 75 },
  { from: "2026-01-01", airport: null, arriving: "international", departing: "international", minutes: 60 },
  { from: "2026-01-01", airport: "LHR", arriving: null, departing: null, minutes: 75 },
  { from: "2026-01-01", airport: "CDG", arriving: null, departing: null, minutes: 75 },
  { from: "2026-01-01", airport: "JFK", arriving: "international", departing: null, minutes: 120 },
  { from: "2026-01-01", airport: "SFO", arriving: "international", departing: null, minutes: 105 },
  { from: "2026-01-01", airport: "LAX", arriving: "international", departing: null, minutes: 120 },
  { from: "2026-01-01", airport: "SIN", arriving: null, departing: null, minutes: 50 },
];

/** The shortest time on the ground that any rule allows, in minutes. */
export const shortestConnection = Math.min(...connectionRules.map(({ minutes }) => minutes));

/** The time on the ground that a change at an airport takes at least, in minutes, on a date. */
export function minimumConnection(airport: string, [arriving, departing]: readonly [Reach, Reach], date: string): number {
  const fitting = connectionRules.filter(
    (rule) =>
      rule.from <= date &&
      (rule.airport ?? airport) === airport &&
      (rule.arriving ?? arriving) === arriving &&
      (rule.departing ?? departing) === departing,
  );
  const own = fitting.filter((rule) => rule.airport !== null);
  const newest = (own.length > 0 ? own : fitting).reduce<ConnectionRule | null>(
    (best, rule) => (best === null || rule.from >= best.from ? rule : best),
    null,
  );
  // Before the first rule: as careful as the most careful one.
  return newest?.minutes ?? Math.max(...connectionRules.map(({ minutes }) => minutes));
}
