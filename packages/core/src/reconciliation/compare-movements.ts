import type { Statement } from "@skyhold/db";

import type { Context } from "../context.ts";
import type { Listed, MovementSnapshot } from "../payments/payment-provider.ts";
import { disagreements, inWords } from "./difference.ts";
import type { Compared, FoundDifference, Moved, Sides } from "./difference.ts";
import type { Window } from "./window.ts";

/** What our side says of that which a movement is of. */
interface Booked {
  readonly of: string;
  readonly bookingId: string | null;
  readonly amount: number;
  readonly currency: string;
  /** Whether it has left, or come back, here too. */
  readonly out: boolean;
  readonly back: boolean;
}

/** The cash of each payment as it is in the books: bought by a booking, or owed back at once. */
const bookedPayments: Statement<Booked> = {
  name: "booked_payments",
  text: `SELECT jsonb_build_object('of', x.intent, 'bookingId', min(t.booking_id), 'amount', sum(e.amount_minor), 'currency', min(e.currency), 'out', true, 'back', true) AS answer
    FROM (SELECT p.id AS source_id, 'payment' AS kind, p.stripe_intent_id AS intent FROM payment p WHERE p.stripe_intent_id = ANY ($1)
          UNION ALL SELECT r.id, 'refund_due', r.stripe_intent_id FROM refund r WHERE r.stripe_intent_id = ANY ($1)) x
    JOIN ledger_transaction t ON t.source_id = x.source_id AND t.kind = x.kind
    JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'stripe_cash'
   GROUP BY x.intent`,
};

const bookedRefunds: Statement<Booked> = {
  name: "booked_refunds",
  text: `SELECT jsonb_build_object('of', r.stripe_refund_id, 'bookingId', r.booking_id, 'amount', r.amount_minor, 'currency', r.currency,
           'out', true, 'back', r.state IN ('failed', 'cancelled', 'paid_outside')) AS answer
    FROM refund r WHERE r.stripe_refund_id = ANY ($1)`,
};

const bookedDisputes: Statement<Booked> = {
  name: "booked_disputes",
  text: `SELECT jsonb_build_object('of', d.stripe_dispute_id, 'bookingId', d.booking_id, 'amount', d.amount_minor, 'currency', d.currency,
           'out', d.funds_withdrawn, 'back', d.funds_reinstated) AS answer
    FROM dispute d WHERE d.stripe_dispute_id = ANY ($1)`,
};

/**
 * Compares every movement of the balance with the books, before fees: what the provider charges for its work is on its invoice, not in
 * these books. What was taken or given back and has not moved the balance is found too.
 */
export async function compareMovements(ctx: Context, window: Window, moved: ReadonlyMap<string, Moved>): Promise<Omit<Compared, "moved">> {
  const found: FoundDifference[] = [];
  const ids = new Set<string>();
  for await (const page of ctx.payments.movementsSince(window.theirsSince)) {
    for (const { of } of page) ids.add(of);
    found.push(
      ...(await comparePage(
        ctx,
        page.filter(({ createdAt }) => createdAt < window.settledBefore),
      )),
    );
  }
  return { ids, found: [...found, ...missingThere(moved, ids)] };
}

function missingThere(moved: ReadonlyMap<string, Moved>, ids: ReadonlySet<string>): FoundDifference[] {
  return [...moved].flatMap(([stripeId, { amount, at }]) =>
    ids.has(stripeId)
      ? []
      : [
          {
            object: "movement",
            kind: "missing_there",
            stripeId,
            bookingId: null,
            ours: inWords(amount),
            theirs: null,
            occurredAt: at,
            refresh: null,
          },
        ],
  );
}

async function comparePage({ db }: Context, page: readonly Listed<MovementSnapshot>[]): Promise<FoundDifference[]> {
  const named = (...kinds: readonly MovementSnapshot["kind"][]) => [page.filter(({ kind }) => kinds.includes(kind)).map(({ of }) => of)];
  const booked = [
    ...(await db.run(bookedPayments, named("payment"))),
    ...(await db.run(bookedRefunds, named("refund", "refund_failure"))),
    ...(await db.run(bookedDisputes, named("dispute"))),
  ];
  const byId = new Map(booked.map((each) => [each.of, each]));
  return page.flatMap((movement) => {
    const ours = byId.get(movement.of);
    if (ours) return differencesOf(ours, movement);
    // A refund that is not on record is told as a refund, unless it came to nothing.
    return movement.kind === "refund" || movement.kind === "refund_failure" ? [] : [missingHere(movement)];
  });
}

function differencesOf(ours: Booked, movement: Listed<MovementSnapshot>): FoundDifference[] {
  const { movementId, amount, createdAt } = movement;
  const { bookingId, currency } = ours;
  const leaves = amount.amount < 0;
  const there = leaves ? "has left" : "has come";
  const here = (leaves ? ours.out : ours.back) ? there : leaves ? "has not left" : "has not come";
  const sides: Sides = {
    ours: { amount: { amount: leaves ? -ours.amount : ours.amount, currency }, state: here },
    theirs: { amount, state: there },
  };
  const common = { object: "movement", stripeId: movementId, bookingId, occurredAt: createdAt, refresh: refreshed(movement) } as const;
  return disagreements(sides).map((difference) => ({ ...common, ...difference }));
}

function missingHere(movement: Listed<MovementSnapshot>): FoundDifference {
  const { movementId, kind, of, amount, createdAt } = movement;
  const theirs = `${kind} of ${of}, ${inWords(amount)}`;
  const common = { bookingId: null, ours: null, occurredAt: createdAt, refresh: refreshed(movement) };
  return { object: "movement", kind: "missing_here", stripeId: movementId, theirs, ...common };
}

function refreshed({ kind, of }: MovementSnapshot): string | null {
  return kind === "payment" ? of : null;
}
