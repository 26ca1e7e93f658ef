/** What a client of the torture run can do. */
export type Action =
  | "hold"
  | "replay"
  | "reuse"
  | "extend"
  | "change"
  | "release"
  | "pay"
  | "news"
  | "block"
  | "unblock"
  | "sweep"
  | "job"
  | "jump";

/** One call as its client saw it: when it was made, when it was answered, and what it was told. */
export interface Call {
  readonly action: Action;
  /** Moments of the run in their order: a call answered before another was made came before it. Others may have gone either way. */
  readonly made: number;
  readonly answered: number;
  /** The database's true clock after the answer, in milliseconds. */
  readonly clock: number;
  /** `ok`, what became of a payment, the code of a refusal, or `fault` and what it was. */
  readonly outcome: string;
  /** The booking that it made or was about; `staff` for blocked seats; null for housekeeping. */
  readonly holder: string | null;
  /** The seats that its holder had by this answer, or that were put on sale. */
  readonly seats: readonly string[];
  /** Until when, in milliseconds by the database's clock, the answer promised these seats: for ever once paid. Null where it promised none. */
  readonly until: number | null;
  /** The idempotency key, and what must come again word for word whenever it is used. */
  readonly key: string | null;
  readonly answer: string | null;
}

/** What the database holds of the flight when everyone has gone home. */
export interface Facts {
  /** Milliseconds. */
  readonly clock: number;
  readonly bookings: readonly { readonly id: string; readonly state: string; readonly seats: readonly string[] }[];
  /** Live claims: of a booking, or `staff` for a blocked seat. */
  readonly claims: readonly { readonly seat: string; readonly holder: string }[];
  /** Two claims of one seat that both kept others out at one time, by their own record. */
  readonly overlaps: readonly { readonly seat: string; readonly holders: readonly string[] }[];
}

/** What the checker found wrong. */
export interface Violation {
  readonly kind: "sold twice" | "hold lost" | "replay differs" | "out of place" | "claim of nobody" | "invariant";
  readonly sentence: string;
}
