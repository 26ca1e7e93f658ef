import type { Statement } from "@skyhold/db";

import type { TestCore } from "../../testing/index.ts";
import type { Life } from "./life.ts";
import { cheapest, total } from "./world.ts";

/** What has become of a life in the end; amounts in cents. */
export interface FinalState {
  readonly bookingId: string;
  readonly booking: string;
  readonly claims: number;
  /** One for each time that flights were sold: at first, and by each change. */
  readonly tickets: number;
  readonly changes: number;
  /** What the traveller was charged for and has not cancelled, and what was kept of what they have. */
  readonly charged: number;
  readonly penalties: number;
  /** Given back in the dashboard, without anything being owed. */
  readonly goodwill: number;
  /** Paid by staff from the bank account, because every attempt had failed. */
  readonly paidOutside: number;
  /** Refunds on their way. */
  readonly underWay: number;
  readonly attempts: string;
  /** What the books say of it, but for what banks hold in disputes. */
  readonly cash: number;
  /** What the provider took of this traveller and did not give back. */
  readonly kept: number;
}

const stateOfBookings: Statement<Omit<FinalState, "kept">> = {
  name: "final_states",
  text: `
    SELECT jsonb_build_object('bookingId', b.id, 'booking', b.state,
      'claims', (SELECT count(*) FROM seat_claim c WHERE c.booking_id = b.id AND c.released_at IS NULL),
      'tickets', (SELECT count(*) FROM ticket t WHERE t.booking_id = b.id),
      'changes', (SELECT count(*) FROM booking_change c WHERE c.booking_id = b.id),
      'charged', CASE WHEN b.confirmed_at IS NULL THEN 0 ELSE (SELECT coalesce(sum(l.amount_minor), 0) FROM price_line l LEFT JOIN cancellation_line c ON c.price_line_id = l.id
                   WHERE l.booking_id = b.id AND c.price_line_id IS NULL) END,
      'penalties', (SELECT coalesce(sum(c.paid_minor - c.refund_minor), 0) FROM cancellation c WHERE c.booking_id = b.id),
      'goodwill', (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r WHERE r.booking_id = b.id AND r.state = 'succeeded' AND r.reason LIKE 'outside:%'),
      'paidOutside', (SELECT coalesce(sum(r.amount_minor), 0) FROM refund r WHERE r.booking_id = b.id AND r.state = 'paid_outside' AND r.reason NOT LIKE 'outside:%'),
      'underWay', (SELECT count(*) FROM refund r WHERE r.booking_id = b.id AND r.state IN ('pending', 'requires_action')),
      'cash', (SELECT coalesce(sum(e.amount_minor), 0) FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
                WHERE t.booking_id = b.id AND e.account = 'stripe_cash' AND t.kind NOT IN ('dispute_withdrawn', 'dispute_reinstated')),
      'attempts', (SELECT coalesce(string_agg(p.state::text, ' ' ORDER BY p.id), '') FROM payment p WHERE p.booking_id = b.id)) AS answer
     FROM booking b WHERE b.id = ANY ($1)`,
};

/** What has become of each, in their order. */
export async function finalStates(core: TestCore, lives: readonly Life[]): Promise<FinalState[]> {
  const rows = await core.app.db.run(stateOfBookings, [lives.map(({ bookingId }) => bookingId)]);
  const states = new Map(rows.map((row) => [row.bookingId, row]));
  return lives.map((life) => {
    const state = states.get(life.bookingId);
    if (!state) throw new Error(`Booking ${life.bookingId} is gone`);
    return { ...state, kept: moneyKept(life) };
  });
}

function moneyKept({ core, intents }: Life): number {
  const taken = [...intents].flatMap((intentId) => core.provider.intents.get(intentId) ?? []).filter(({ state }) => state === "captured");
  return taken.reduce((sum, { intentId }) => sum + core.provider.leftOf(intentId), 0);
}

/** A seat and a ticket for the whole price, or nothing for nothing; what is owed has gone back; and no card with money set aside. */
export function faultIn(
  life: Life,
  { before, after }: { readonly before: FinalState | undefined; readonly after: FinalState | undefined },
): string | null {
  const [fault] = life.broken;
  if (fault !== undefined) return fault;
  if (!after || JSON.stringify(before) !== JSON.stringify(after))
    return `told again, it became ${JSON.stringify(after)} instead of ${JSON.stringify(before)}`;
  const { booking, claims, tickets, changes, charged, penalties, goodwill, paidOutside, underWay, cash, kept } = after;
  const travels = booking === "confirmed";
  if (claims !== (travels ? 1 : 0) || (travels && (tickets !== 1 + changes || charged < (changes > 0 ? cheapest : total))))
    return `${booking} with ${claims} seats, ${tickets} tickets, ${changes} changes, charged ${charged}`;
  if (kept !== charged + penalties - goodwill + paidOutside || underWay > 0)
    return `${booking} with ${kept} cents kept: ${JSON.stringify(after)}`;
  if (cash !== kept) return `${kept} cents kept, and ${cash} in the books`;
  const open = [...life.intents].find(
    (intentId) =>
      life.core.provider.intents.get(intentId)?.state !== "captured" && life.core.provider.intents.get(intentId)?.state !== "cancelled",
  );
  return open === undefined ? null : `${open} can still be paid`;
}
