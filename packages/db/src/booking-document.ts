import type { Statement, Transaction } from "./client.ts";
import { flightDocument, flightJoins } from "./flight-document.ts";
import type { CabinOnSale, FlightRow } from "./flight-document.ts";

/** A booking with all that belongs to it. Instants are ISO 8601 in UTC, amounts minor units of the booking's currency. */
export interface BookingRow {
  readonly id: string;
  readonly recordLocator: string;
  readonly state: "held" | "awaiting_payment" | "confirmed" | "cancelled" | "expired" | "released";
  readonly expiresAt: string;
  readonly payBy: string;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  readonly contactEmail: string;
  readonly contactPhone: string | null;
  readonly currency: string;
  readonly total: number;
  /** The database's clock when it answered. */
  readonly now: string;
  readonly segments: readonly SegmentRow[];
  readonly passengers: readonly PassengerRow[];
  readonly lines: readonly LineRow[];
  /** Latest first. */
  readonly payments: readonly PaymentRow[];
  /** Oldest first. */
  readonly cancellations: readonly CancellationRow[];
}

interface SegmentRow {
  readonly flight: FlightRow;
  readonly cabin: CabinOnSale["cabin"];
  readonly brand: BrandRow;
  /** Its times have changed since the booking was made, and nobody has accepted the latest change. */
  readonly changeOpen: boolean;
}

interface BrandRow {
  readonly code: string;
  readonly name: string;
  readonly refundPercent: number;
  readonly changeFeePercent: number | null;
  readonly checkedBags: number;
  readonly freeSeatSelection: boolean;
}

interface PassengerRow {
  readonly type: "ADT" | "CHD" | "INF";
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly birthDate: string | null;
  /** Special service requests, on whichever segment. */
  readonly requests: readonly (
    | ("WCHR" | "WCHS" | "WCHC" | "BLND" | "DEAF" | "UMNR" | "BSCT")
    | ("AVML" | "BBML" | "CHML" | "DBML" | "GFML" | "HNML" | "KSML" | "LCML" | "MOML" | "NLML" | "VGML" | "VLML")
  )[];
  /** By segment. */
  readonly seats: readonly (string | null)[];
  /** By segment. */
  readonly checkedIn: readonly boolean[];
  readonly tickets: readonly string[];
}

interface LineRow {
  readonly kind: "fare" | "tax" | "fee" | "seat" | "ancillary";
  readonly code: string;
  readonly label: string;
  /** Positions in the booking. */
  readonly segment: number;
  readonly passenger: number;
  readonly amount: number;
}

interface PaymentRow {
  readonly id: string;
  readonly purpose: "booking" | "seats" | "change";
  readonly state: "starting" | "requires_payment" | "processing" | "authorised" | "captured" | "failed" | "cancelled";
  readonly method: string | null;
  readonly declineCode: string | null;
}

interface CancellationRow {
  readonly id: string;
  readonly cancelledAt: string;
  readonly cancelledBy: "traveller" | "staff" | "carrier";
  readonly paid: number;
  /** What is refunded of the lines, and what of that went into the price of other flights. */
  readonly refund: number;
  readonly exchanged: number;
  readonly trace: readonly string[];
  /** Of the latest attempt; of several payments, the one that went worst. */
  readonly refundState: "none" | "pending" | "requires_action" | "succeeded" | "failed" | "cancelled" | "paid_outside";
  /** `had` is false of a flight that others of the booking changed to after this passenger had left it. */
  readonly items: readonly { readonly passenger: number; readonly segment: number; readonly had: boolean }[];
  readonly lines: readonly (Omit<LineRow, "segment" | "passenger" | "amount"> & {
    readonly segment: number | null;
    readonly passenger: number | null;
    readonly paid: number;
    readonly refunded: number;
    readonly why: string;
  })[];
}

const brand = `jsonb_build_object('code', r.code, 'name', r.name, 'refundPercent', r.refund_percent, 'changeFeePercent', r.change_fee_percent,
  'checkedBags', r.checked_bags, 'freeSeatSelection', r.free_seat_selection)`;

const bookingDocument = `jsonb_build_object(
  'id', b.id, 'recordLocator', b.record_locator, 'state', b.state, 'expiresAt', b.expires_at, 'payBy', b.pay_by, 'createdAt', b.created_at,
  'confirmedAt', b.confirmed_at, 'contactEmail', b.contact_email, 'contactPhone', b.contact_phone, 'currency', b.currency,
  'total', b.total_minor, 'now', skyhold_now(),
  'segments', (
    SELECT jsonb_agg(jsonb_build_object('flight', ${flightDocument}, 'cabin', s.cabin, 'brand', ${brand}, 'changeOpen', coalesce((
        SELECT NOT EXISTS (SELECT FROM flight_change_acceptance a WHERE a.booking_id = b.id AND a.flight_change_id = c.id)
          FROM flight_change c WHERE c.flight_id = s.flight_id AND c.kind IN ('delayed', 'rescheduled') AND c.created_at > coalesce(s.booked_at, b.created_at)
         ORDER BY c.created_at DESC, c.id DESC LIMIT 1), false)) ORDER BY s.position)
      FROM booking_segment s JOIN fare_brand r ON r.code = s.fare_brand_code JOIN flight f ON f.id = s.flight_id ${flightJoins}
     WHERE s.booking_id = b.id),
  'passengers', (
    SELECT jsonb_agg(jsonb_build_object('type', p.type, 'givenName', p.given_name, 'surname', p.surname, 'birthDate', p.birth_date,
        'requests', (SELECT coalesce(jsonb_agg(DISTINCT q.code), '[]') FROM special_service_request q WHERE q.passenger_id = p.id),
        'seats', (SELECT jsonb_agg(c.seat_no ORDER BY s.position) FROM booking_segment s
                    LEFT JOIN seat_claim c ON c.segment_id = s.id AND c.passenger_id = p.id AND c.released_at IS NULL WHERE s.booking_id = b.id),
        'checkedIn', (SELECT jsonb_agg(i.passenger_id IS NOT NULL ORDER BY s.position) FROM booking_segment s
                        LEFT JOIN check_in i ON i.segment_id = s.id AND i.passenger_id = p.id WHERE s.booking_id = b.id),
        'tickets', (SELECT coalesce(jsonb_agg(k.number ORDER BY k.sequence), '[]') FROM ticket k WHERE k.passenger_id = p.id)) ORDER BY p.position)
      FROM passenger p WHERE p.booking_id = b.id),
  'lines', (
    SELECT jsonb_agg(jsonb_build_object('kind', n.kind, 'code', n.code, 'label', n.label, 'amount', n.amount_minor,
        'segment', s.position, 'passenger', p.position) ORDER BY n.position)
      FROM price_line n JOIN booking_segment s ON s.id = n.segment_id JOIN passenger p ON p.id = n.passenger_id WHERE n.booking_id = b.id),
  'payments', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'purpose', y.purpose, 'state', y.state, 'method', y.method_label, 'declineCode', y.decline_code)
                              ORDER BY y.created_at DESC), '[]')
      FROM payment y WHERE y.booking_id = b.id),
  'cancellations', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'cancelledAt', x.created_at, 'cancelledBy', x.cancelled_by, 'trace', x.trace,
        'paid', x.paid_minor, 'refund', x.refund_minor,
        'exchanged', coalesce((SELECT g.credit_minor FROM booking_change g WHERE g.id = x.change_id), 0),
        'refundState', coalesce((
          SELECT latest.state FROM (
            SELECT DISTINCT ON (r.stripe_intent_id) r.state::text FROM refund r WHERE r.cancellation_id = x.id ORDER BY r.stripe_intent_id, r.id DESC) latest
           ORDER BY array_position(ARRAY['failed', 'cancelled', 'requires_action', 'pending', 'paid_outside', 'succeeded'], latest.state) LIMIT 1), 'none'),
        'items', (SELECT jsonb_agg(jsonb_build_object('passenger', p.position, 'segment', s.position, 'had', NOT EXISTS (
                          SELECT FROM price_line n WHERE n.booking_id = b.id AND n.change_id = x.change_id AND n.segment_id = s.id)) ORDER BY s.position, p.position)
                    FROM cancellation_item i JOIN passenger p ON p.id = i.passenger_id JOIN booking_segment s ON s.id = i.segment_id
                   WHERE i.cancellation_id = x.id),
        'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'code', n.code, 'label', n.label, 'segment', s.position,
                      'passenger', p.position, 'paid', k.paid_minor, 'refunded', k.refunded_minor, 'why', k.why) ORDER BY n.position), '[]')
                    FROM cancellation_line k JOIN price_line n ON n.id = k.price_line_id
                    LEFT JOIN booking_segment s ON s.id = n.segment_id LEFT JOIN passenger p ON p.id = n.passenger_id
                   WHERE k.cancellation_id = x.id)) ORDER BY x.created_at, x.id), '[]')
      FROM cancellation x WHERE x.booking_id = b.id))`;

const oneStatement: Statement<BookingRow> = {
  name: "booking_document",
  text: `SELECT ${bookingDocument} AS answer FROM booking b WHERE b.id = $1 AND ($2::text IS NULL OR b.user_id = $2)`,
};

const pageStatement: Statement<BookingRow> = {
  name: "booking_page",
  text: `SELECT ${bookingDocument} AS answer FROM booking b
   WHERE b.user_id = $1 AND ($2::timestamptz IS NULL OR b.created_at < $2 OR (b.created_at = $2 AND b.id > $3))
   ORDER BY b.created_at DESC, b.id LIMIT $4`,
};

/** A whole booking in one round trip; with an owner, only that owner's. Null where there is none. */
export async function findBookingRow(db: Transaction, bookingId: string, ownerId: string | null): Promise<BookingRow | null> {
  return (await db.run(oneStatement, [bookingId, ownerId]))[0] ?? null;
}

/** An owner's bookings, newest first, from the one after `after`. One round trip. */
export async function listBookingRows(
  db: Transaction,
  page: { readonly ownerId: string; readonly after: { readonly createdAt: Date; readonly id: string } | null; readonly limit: number },
): Promise<BookingRow[]> {
  return db.run(pageStatement, [page.ownerId, page.after?.createdAt.toISOString() ?? null, page.after?.id ?? null, page.limit]);
}
