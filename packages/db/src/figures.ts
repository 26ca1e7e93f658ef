import type { Statement, Transaction } from "./client.ts";
import { refundWaits } from "./refunds.ts";

interface Amount {
  readonly amount: number;
  readonly currency: string;
}

/** What staff look at first. Days are UTC, instants ISO 8601 in UTC. */
export interface FiguresRow {
  readonly now: string;
  /** Each of the last days, the oldest first, today at the end: what was sold on it, cancelled since or not. */
  readonly days: readonly { readonly date: string; readonly bookings: number; readonly revenue: readonly Amount[] }[];
  /** Of flights that leave within the next 24 hours, by status. */
  readonly departures: Readonly<Partial<Record<string, number>>>;
  /** Of the same flights, but for those that are cancelled. */
  readonly seats: { readonly capacity: number; readonly sold: number };
  readonly holds: {
    readonly count: number;
    /** The soonest to run out. */
    readonly next: readonly {
      readonly id: string;
      readonly recordLocator: string;
      readonly expiresAt: string;
      readonly name: string | null;
      readonly amount: number;
      readonly currency: string;
    }[];
  };
  readonly attention: {
    readonly refundsWaiting: number;
    readonly disputesOpen: number;
    readonly differencesOpen: number;
    /** Begun more than ten minutes ago and neither taken nor over. */
    readonly paymentsStuck: number;
  };
  readonly messages: { readonly pending: number; readonly failed: number };
  readonly audit: { readonly checkedAt: string; readonly holds: boolean; readonly violated: readonly string[] } | null;
}

const unpaid = "b.state IN ('held', 'awaiting_payment') AND b.secured_at IS NULL AND b.expires_at > n.at";

const figuresStatement: Statement<FiguresRow> = {
  name: "figures_of_today",
  text: `
  WITH n AS MATERIALIZED (SELECT skyhold_now() AS at),
  soon AS MATERIALIZED (SELECT f.id, f.status FROM flight f, n WHERE f.departs_at >= n.at AND f.departs_at < n.at + interval '24 hours'),
  day AS (SELECT d::date AS date FROM n, generate_series((n.at AT TIME ZONE 'UTC')::date - ($1::int - 1), (n.at AT TIME ZONE 'UTC')::date, interval '1 day') d),
  sold AS (
    SELECT (b.confirmed_at AT TIME ZONE 'UTC')::date AS date, b.currency, count(*) AS bookings, sum(b.total_minor) AS amount FROM booking b, n
     WHERE b.confirmed_at >= ((n.at AT TIME ZONE 'UTC')::date - ($1::int - 1)) AT TIME ZONE 'UTC' GROUP BY 1, 2)
  SELECT jsonb_build_object('now', n.at,
    'days', (
      SELECT jsonb_agg(jsonb_build_object('date', day.date,
          'bookings', (SELECT coalesce(sum(s.bookings), 0) FROM sold s WHERE s.date = day.date),
          'revenue', (SELECT coalesce(jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency) ORDER BY s.currency), '[]')
                        FROM sold s WHERE s.date = day.date)) ORDER BY day.date) FROM day),
    'departures', (SELECT coalesce(jsonb_object_agg(g.status, g.flights), '{}') FROM (SELECT status, count(*) AS flights FROM soon GROUP BY status) g),
    'seats', jsonb_build_object(
      'capacity', (SELECT coalesce(sum(k.capacity), 0) FROM soon s JOIN flight_cabin k ON k.flight_id = s.id WHERE s.status <> 'cancelled'),
      'sold', (SELECT count(*) FROM soon s JOIN seat_claim c ON c.flight_id = s.id
                WHERE s.status <> 'cancelled' AND c.released_at IS NULL AND c.expires_at = 'infinity' AND c.booking_id IS NOT NULL)),
    'holds', jsonb_build_object('count', (SELECT count(*) FROM booking b WHERE ${unpaid}),
      'next', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'recordLocator', h.record_locator, 'expiresAt', h.expires_at, 'amount', h.total_minor,
                  'currency', h.currency, 'name', (SELECT concat_ws(' ', p.given_name, p.surname) FROM passenger p
                    WHERE p.booking_id = h.id AND p.surname IS NOT NULL ORDER BY p.position LIMIT 1)) ORDER BY h.expires_at), '[]')
                 FROM (SELECT b.* FROM booking b WHERE ${unpaid} ORDER BY b.expires_at LIMIT 8) h)),
    'attention', jsonb_build_object(
      'refundsWaiting', (SELECT count(*) FROM refund r WHERE ${refundWaits}),
      'disputesOpen', (SELECT count(*) FROM dispute d WHERE d.state NOT IN ('won', 'lost', 'warning_closed', 'prevented')),
      'differencesOpen', (SELECT count(*) FROM payment_difference d WHERE d.resolved_at IS NULL),
      'paymentsStuck', (SELECT count(*) FROM payment y WHERE y.state IN ('starting', 'processing', 'authorised') AND y.updated_at < n.at - interval '10 minutes')),
    'messages', jsonb_build_object(
      'pending', (SELECT count(*) FROM notification m WHERE m.state = 'pending'), 'failed', (SELECT count(*) FROM notification m WHERE m.state = 'failed')),
    'audit', (SELECT jsonb_build_object('checkedAt', a.checked_at, 'holds', a.holds, 'violated',
                  (SELECT coalesce(jsonb_agg(r->>'name'), '[]') FROM jsonb_array_elements(a.results) r WHERE NOT (r->>'holds')::boolean))
                FROM invariant_audit a ORDER BY a.checked_at DESC LIMIT 1)) AS answer
  FROM n`,
};

/** The figures of today, and of so many days up to it, in one consistent picture. */
export async function readFiguresOfToday(db: Transaction, days: number): Promise<FiguresRow> {
  const [figures] = await db.run(figuresStatement, [days]);
  if (!figures) throw new Error("The figures of today are one row, always");
  return figures;
}
