import fc from "fast-check";

/** What a client sets out to do; `at` counts back from the newest booking, payment or message that it knows of. */
export type Step =
  | { readonly kind: "hold"; readonly seats: readonly string[]; readonly choose: boolean; readonly twice: boolean }
  | { readonly kind: "replay" | "reuse" | "extend" | "release" | "pay"; readonly at: number }
  | { readonly kind: "change"; readonly at: number; readonly seats: readonly string[] }
  | { readonly kind: "card"; readonly at: number; readonly how: "authorise" | "take" | "cancel" }
  | { readonly kind: "news"; readonly at: number; readonly again: boolean }
  | { readonly kind: "block" | "unblock"; readonly seats: readonly string[] }
  | { readonly kind: "sweep" | "job" }
  | { readonly kind: "jump"; readonly seconds: number };

/** Two rows: few seats, and many who want them. */
export const seatsOnBoard = [1, 2].flatMap((row) => ["A", "B", "C", "D", "E", "F"].map((letter) => `${row}${letter}`));

const at = fc.nat(5);
const seats = fc.uniqueArray(fc.constantFrom(...seatsOnBoard), { minLength: 1, maxLength: 3 });
const threeSeats = fc.uniqueArray(fc.constantFrom(...seatsOnBoard), { minLength: 3, maxLength: 3 });
const kind = <Kind extends Step["kind"]>(name: Kind) => fc.constant(name);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: kind("hold"), seats, choose: fc.boolean(), twice: fc.integer({ max: 3 }).map((n) => n === 3) }),
  },
  { weight: 7, arbitrary: fc.record({ kind: fc.constantFrom("replay", "reuse", "extend", "release"), at }) },
  { weight: 7, arbitrary: fc.record({ kind: kind("pay"), at }) },
  { weight: 5, arbitrary: fc.record({ kind: kind("change"), at, seats: threeSeats }) },
  { weight: 5, arbitrary: fc.record({ kind: kind("card"), at, how: fc.constantFrom("authorise", "authorise", "take", "cancel") }) },
  { weight: 7, arbitrary: fc.record({ kind: kind("news"), at, again: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("block", "unblock"), seats }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom("sweep", "job", "job", "job") }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("jump"), seconds: fc.constantFrom(60, 500, 1000) }) },
);

/** The same seed gives the same plan: what each client sets out to do. In which order the database does it, it decides. */
export function planOf(seed: number, clients: number, steps: number): readonly (readonly Step[])[] {
  const plan = fc.array(fc.array(step, { minLength: steps, maxLength: steps }), { minLength: clients, maxLength: clients });
  return fc.sample(plan, { seed, numRuns: 1 })[0] ?? [];
}
