import { z } from "zod";

const amount = { amount: z.int(), currency: z.string().min(3) };

/** What we read of each kind of object; whatever else there is, is let through. */
const shapes: Readonly<Record<string, z.ZodType>> = {
  payment_intent: z.looseObject({
    object: z.literal("payment_intent"),
    id: z.string().min(1),
    status: z.string(),
    metadata: z.record(z.string(), z.string()),
    ...amount,
  }),
  refund: z.looseObject({ object: z.literal("refund"), id: z.string().min(1), ...amount }),
  charge: z.looseObject({ object: z.literal("charge"), id: z.string().min(1), captured: z.boolean() }),
  dispute: z.looseObject({
    object: z.literal("dispute"),
    id: z.string().min(1),
    status: z.string(),
    reason: z.string(),
    balance_transactions: z.array(z.looseObject({ amount: z.int() })),
    evidence_details: z.looseObject({ due_by: z.int().nullable() }),
    ...amount,
  }),
};

const envelope = z.looseObject({
  id: z.string().min(1).max(255),
  object: z.literal("event"),
  type: z.string().min(1).max(255),
  data: z.looseObject({ object: z.looseObject({ object: z.string() }) }),
});

/** What the types that we act on are about. */
const about: readonly (readonly [prefix: string, object: string])[] = [
  ["payment_intent.", "payment_intent"],
  ["refund.", "refund"],
  ["charge.refunded", "charge"],
  ["charge.dispute.", "dispute"],
];

/** Why a signed body is not an event that we can read: the first thing that is missing or wrong; null when it can be read. */
export function unreadable(event: unknown): string | null {
  const read = envelope.safeParse(event);
  if (!read.success) return inWords(read.error);
  const { type, data } = read.data;
  const [, object] = about.find(([prefix]) => type.startsWith(prefix)) ?? [];
  const problem = object === undefined ? undefined : shapes[object]?.safeParse(data.object).error;
  return problem ? inWords(problem) : null;
}

function inWords({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : "body";
}
