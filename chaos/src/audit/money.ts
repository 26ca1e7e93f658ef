import type { Database } from "@skyhold/db";
import type { SandboxState } from "@skyhold/stripe-sandbox";

type Account = Pick<SandboxState, "paymentIntents" | "refunds">;

interface StoredMoney {
  readonly id: string;
  readonly confirmed: boolean;
  readonly kept_minor: number;
}

/** What the sandbox's own account says against what is on record here. Amounts are in euro cents on both sides. */
export async function compareMoney(
  db: Database,
  { state }: { readonly state: Account },
): Promise<{ paidWithoutSeat: number; seatWithoutPayment: number }> {
  const { rows } = await db.pool.query<StoredMoney>(
    `SELECT b.id, b.confirmed_at IS NOT NULL AS confirmed,
            coalesce((SELECT sum(amount_minor) FROM payment p WHERE p.booking_id = b.id AND p.state = 'captured'), 0)::float8
            - coalesce((SELECT sum(amount_minor) FROM refund r WHERE r.booking_id = b.id
                          AND r.stripe_refund_id IS NOT NULL AND r.state NOT IN ('failed', 'cancelled')), 0)::float8 AS kept_minor
       FROM booking b`,
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const kept = keptByBooking(state);
  const withoutSeat = [...kept].filter(([bookingId, minor]) => {
    const booking = stored.get(bookingId);
    if (!booking) return minor > 0;
    return minor !== booking.kept_minor || (minor > 0 && !booking.confirmed);
  }).length;
  const reserved = state.paymentIntents().filter(({ status }) => status === "requires_capture").length;
  const paid = new Set(state.paymentIntents().flatMap(({ status, metadata }) => (status === "succeeded" ? [metadata["bookingId"]] : [])));
  const seatWithoutPayment = rows.filter(({ id, confirmed }) => confirmed && !paid.has(id)).length;
  return { paidWithoutSeat: withoutSeat + reserved, seatWithoutPayment };
}

function keptByBooking(state: Account): Map<string, number> {
  const kept = new Map<string, number>();
  const bookingOf = new Map(state.paymentIntents().map(({ id, metadata }) => [id, metadata["bookingId"] ?? id]));
  const add = (intentId: string, minor: number) => {
    const bookingId = bookingOf.get(intentId) ?? intentId;
    kept.set(bookingId, (kept.get(bookingId) ?? 0) + minor);
  };
  for (const { id, status, amount_received: received } of state.paymentIntents()) if (status === "succeeded") add(id, received);
  for (const { payment_intent: intent, status, amount } of state.refunds())
    if (typeof intent === "string" && status !== "failed" && status !== "canceled") add(intent, -amount);
  return kept;
}
