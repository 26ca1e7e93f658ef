/** What a plain program without a database believes of one booking. Times are seconds since the run began. */
export interface Belief {
  readonly user: number;
  readonly key: string;
  readonly offer: string;
  readonly asked: readonly string[];
  readonly payBy: number;
  seats: readonly string[];
  state: "held" | "awaiting_payment" | "confirmed" | "released" | "expired" | "cancelled";
  expires: number;
}

/** Everything that it believes. */
export interface Model {
  now: number;
  readonly beliefs: Belief[];
}

/** Whether a booking is not paid, in time or not. */
export function isUnpaid({ state }: Belief): boolean {
  return state === "held" || state === "awaiting_payment";
}

/** Whether an unpaid booking keeps its seats. */
export function isLive(model: Model, belief: Belief): boolean {
  return isUnpaid(belief) && belief.expires > model.now;
}

/** The booking that has a seat; undefined where nobody has it. */
export function owner(model: Model, seat: string): Belief | undefined {
  return model.beliefs.find((belief) => belief.seats.includes(seat) && (belief.state === "confirmed" || isLive(model, belief)));
}

/** What the map must show of a seat. */
export function stateOf(model: Model, seat: string): "free" | "held" | "sold" {
  const belief = owner(model, seat);
  if (!belief) return "free";
  return belief.state === "confirmed" ? "sold" : "held";
}
