import { z } from "zod";

import { BookingId } from "../ids.ts";
import type { Money } from "../money.ts";

/** What differs: the payment itself, a refund, or a movement of the balance against the books. */
export const DifferenceObject = z.enum(["payment", "refund", "movement"]);

/** `missing_here`: the provider has it, and we do not. `missing_there`: the other way round. */
export const DifferenceKind = z.enum(["missing_here", "missing_there", "amount", "currency", "state"]);

/** Something on which the payment provider's account and our records do not agree, as staff see it. */
export const Difference = z.strictObject({
  id: z.string(),
  object: DifferenceObject,
  kind: DifferenceKind,
  stripeId: z.string().describe("Under this id Stripe's dashboard shows it: an intent, a refund or a balance transaction"),
  bookingId: BookingId.nullable().describe("Null when it is of nothing that we know"),
  ours: z.string().nullable().describe("What we have on record: a state, an amount in minor units with its currency; null when nothing"),
  theirs: z.string().nullable().describe("What Stripe has; null when nothing"),
  foundAt: z.date(),
  lastSeenAt: z.date().describe("When it was last found"),
  resolvedAt: z.date().nullable().describe("When it was found gone"),
});
export type Difference = z.infer<typeof Difference>;

/** A difference as it is found. */
export interface FoundDifference {
  readonly object: z.infer<typeof DifferenceObject>;
  readonly kind: z.infer<typeof DifferenceKind>;
  readonly stripeId: string;
  readonly bookingId: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
  readonly occurredAt: Date;
  /** Of this intent the provider is asked once more, and told news is taken: that may be all that was missing. */
  readonly refresh: string | null;
}

/** Money that must have moved the balance. */
export interface Moved {
  readonly amount: Money;
  readonly at: Date;
}

/** Everything that was compared, and what was found. */
export interface Compared {
  readonly ids: ReadonlySet<string>;
  /** What the provider says was taken or given back, by its id. */
  readonly moved: ReadonlyMap<string, Moved>;
  readonly found: readonly FoundDifference[];
}

/** The two sides of one thing that is on record here and there. */
export interface Sides {
  readonly ours: { readonly amount: Money; readonly state: string };
  readonly theirs: { readonly amount: Money; readonly state: string };
}

/** On what two records of one thing disagree: each of its state, its currency and its amount is a difference of its own. */
export function disagreements({ ours, theirs }: Sides): Pick<FoundDifference, "kind" | "ours" | "theirs">[] {
  const currency = ours.amount.currency === theirs.amount.currency;
  return [
    ...(ours.state === theirs.state ? [] : [{ kind: "state" as const, ours: ours.state, theirs: theirs.state }]),
    ...(currency ? [] : [{ kind: "currency" as const, ours: ours.amount.currency, theirs: theirs.amount.currency }]),
    ...(currency && ours.amount.amount !== theirs.amount.amount
      ? [{ kind: "amount" as const, ours: inWords(ours.amount), theirs: inWords(theirs.amount) }]
      : []),
  ];
}

/** Something of ours that the provider says it does not have. */
export function missingThere(ours: {
  readonly object: "payment" | "refund";
  readonly stripeId: string;
  readonly bookingId: string | null;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly createdAt: Date;
}): FoundDifference {
  const { object, stripeId, bookingId, state, amountMinor, currency, createdAt } = ours;
  const words = `${state}, ${inWords({ amount: Number(amountMinor), currency })}`;
  return { object, kind: "missing_there", stripeId, bookingId, ours: words, theirs: null, occurredAt: createdAt, refresh: null };
}

/** `12345 EUR`, in minor units as both sides keep it. */
export function inWords({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}
