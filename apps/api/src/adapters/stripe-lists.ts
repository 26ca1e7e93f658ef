import type { Listed, MovementSnapshot, PaymentProvider } from "@skyhold/core";
import type { Stripe } from "stripe";

import { fromStripeAmount } from "./stripe-amounts.ts";
import { toIntentSnapshot, toRefundSnapshot } from "./stripe-intents.ts";

/** What Stripe has on record since some moment, a hundred at a time, the most that it gives. */
export function listsOf(stripe: Stripe): Pick<PaymentProvider, "intentsSince" | "refundsSince" | "movementsSince"> {
  return {
    intentsSince: (since) => pages(since, (page) => stripe.paymentIntents.list(page), dated(toIntentSnapshot)),
    refundsSince: (since) => pages(since, (page) => stripe.refunds.list(page), dated(toRefundSnapshot)),
    movementsSince: (since) => pages(since, (page) => stripe.balanceTransactions.list({ ...page, expand: ["data.source"] }), toMovement),
  };
}

interface Page {
  readonly created: { readonly gte: number };
  readonly limit: number;
  readonly starting_after?: string;
}

interface Made {
  readonly id: string;
  readonly created: number;
}

async function* pages<Item extends Made, Snapshot>(
  since: Date,
  list: (page: Page) => Promise<Stripe.ApiList<Item>>,
  read: (item: Item) => Snapshot | null,
): AsyncGenerator<readonly Snapshot[]> {
  const window = { created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 };
  let last: string | undefined;
  for (let more = true; more;) {
    const { data, has_more: hasMore } = await list(last === undefined ? window : { ...window, starting_after: last });
    yield data.map(read).filter((snapshot) => snapshot !== null);
    last = data.at(-1)?.id;
    more = hasMore && last !== undefined;
  }
}

const createdAt = ({ created }: Made) => new Date(created * 1000);

function dated<Item extends Made, Snapshot>(read: (item: Item) => Snapshot): (item: Item) => Listed<Snapshot> {
  return (item) => ({ ...read(item), createdAt: createdAt(item) });
}

/** Null for what is not about a payment: payouts, fees that Stripe bills by the month, transfers. */
function toMovement(entry: Stripe.BalanceTransaction): Listed<MovementSnapshot> | null {
  const { source } = entry;
  if (source === null || typeof source === "string" || !("currency" in source)) return null;
  const movement = (kind: MovementSnapshot["kind"], of: string, asMade: number) => ({
    movementId: entry.id,
    kind,
    of,
    // In a balance of another currency only the thing itself says what it is worth in its own.
    amount:
      entry.exchange_rate === null
        ? fromStripeAmount(entry.amount, entry.currency)
        : fromStripeAmount(Math.sign(entry.amount) * asMade, source.currency),
    createdAt: createdAt(entry),
  });
  switch (source.object) {
    case "charge":
      return typeof source.payment_intent === "string" ? movement("payment", source.payment_intent, source.amount_captured) : null;
    case "refund":
      return movement(entry.amount > 0 ? "refund_failure" : "refund", source.id, source.amount);
    case "dispute":
      return movement("dispute", source.id, source.amount);
    default:
      return null;
  }
}
