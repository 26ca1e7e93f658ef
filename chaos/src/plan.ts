import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";

/** What is killed outright. Stripe and the mail server are other people's: their lines are cut and they fail, but they forget nothing. */
export const targets = ["api-0", "api-1", "worker-0", "worker-1", "postgres"] as const;
export type Target = (typeof targets)[number];

/** Which connections run through a fault proxy. */
export const lines = ["clients", "database", "stripe", "smtp"] as const;
export type Line = (typeof lines)[number];

/** What goes wrong. */
export type Strike =
  /** The first of these that runs is killed, and never the last API that does: without travellers there is nothing to lose. */
  | { readonly kind: "kill"; readonly order: readonly Target[] }
  /** An orderly restart, as for an upgrade: sessions are ended, the server is away for a moment. */
  | { readonly kind: "restart-postgres" }
  | { readonly kind: "terminate-backends" }
  /** Every connection breaks at once. */
  | { readonly kind: "cut"; readonly line: Line }
  /** Nobody gets through. */
  | { readonly kind: "refuse"; readonly line: Line; readonly ms: number }
  /** Connections stand, and nothing moves on them. */
  | { readonly kind: "stall"; readonly line: Line; readonly ms: number }
  | { readonly kind: "stripe"; readonly fault: StripeTrouble }
  | { readonly kind: "smtp"; readonly trouble: MailTrouble; readonly mails: number };

export type StripeTrouble =
  | "timeout-after-success"
  | "error-500"
  | "rate-limited"
  | "slow"
  | "webhook-lost"
  | "webhook-delayed"
  | "webhook-duplicated"
  | "webhook-reordered";

/** `451` and `550` refuse a mail; `mute` takes it and never says so. */
export type MailTrouble = "451" | "550" | "mute";

/** A strike and its moment, in milliseconds from the beginning. */
export type Planned = Strike & { readonly atMs: number };

/** What goes wrong when: each second one kill, and half a second later something else. One seed makes one plan; what the processes do meanwhile stays their own. */
export function drawPlan(seed: number, seconds: number): readonly Planned[] {
  const random = createRandom(seed);
  // A short run, too, kills each of them.
  const firsts = random.shuffle(targets);
  const orders = Array.from({ length: seconds }, (_, second) => {
    const order = random.shuffle(targets);
    const first = firsts[second];
    return first === undefined ? order : [first, ...order.filter((target) => target !== first)];
  });
  return Array.from({ length: seconds }, (_, second): Planned[] => [
    { atMs: second * 1000 + 500, ...drawTrouble(random) },
    { atMs: (second + 1) * 1000, kind: "kill", order: orders[second] ?? [] },
  ]).flat();
}

function drawTrouble(random: Random): Strike {
  const line = random.pick(lines);
  const ms = 200 + random.below(1300);
  return random.pick<() => Strike>([
    () => ({ kind: "cut", line }),
    () => ({ kind: "refuse", line, ms }),
    () => ({ kind: "stall", line, ms }),
    () => ({ kind: "terminate-backends" }),
    () => ({ kind: "restart-postgres" }),
    () => ({ kind: "stripe", fault: drawStripeTrouble(random) }),
    () => ({ kind: "stripe", fault: drawStripeTrouble(random) }),
    () => ({ kind: "smtp", trouble: random.pick(["451", "550", "mute"]), mails: 1 + random.below(4) }),
  ])();
}

function drawStripeTrouble(random: Random): StripeTrouble {
  return random.pick([
    "timeout-after-success",
    "error-500",
    "rate-limited",
    "slow",
    "webhook-lost",
    "webhook-delayed",
    "webhook-duplicated",
    "webhook-reordered",
  ]);
}
