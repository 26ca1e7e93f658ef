import type { TestCore } from "./test-core.ts";

const columns = (names: string) => names.split(" ").join(", ");

/** `bkg_…` of the first, `bkg_…` of its copy: the same in every table. */
const copyOf = (column: string) =>
  `CASE WHEN ${column} IS NOT NULL THEN split_part(${column}, '_', 1) || '_' || md5(${column} || ':' || n)::uuid END`;

/** Copies a paid booking of one adult on one flight as often as wanted, each on a seat of its own, with payment, ticket and books. */
export async function multiplyBooking({ app }: TestCore, bookingId: string, count: number): Promise<void> {
  const id = copyOf("id");
  const booking = copyOf("booking_id");
  const rows = `generate_series(1, ${count}) n`;
  const copies = [
    `INSERT INTO booking (id, record_locator, hold_key, ${columns(booked)}) SELECT ${id}, ${locator}, hold_key || n, ${columns(booked)} FROM booking, ${rows} WHERE id = $1`,
    `INSERT INTO booking_segment (id, booking_id, ${columns(segment)}) SELECT ${id}, ${booking}, ${columns(segment)} FROM booking_segment, ${rows} WHERE booking_id = $1`,
    `INSERT INTO passenger (id, booking_id, ${columns(passenger)}) SELECT ${id}, ${booking}, ${columns(passenger)} FROM passenger, ${rows} WHERE booking_id = $1`,
    `INSERT INTO price_line (id, booking_id, segment_id, passenger_id, ${columns(line)})
     SELECT ${id}, ${booking}, ${copyOf("segment_id")}, ${copyOf("passenger_id")}, ${columns(line)} FROM price_line, ${rows} WHERE booking_id = $1`,
    `INSERT INTO payment (id, booking_id, stripe_intent_id, ${columns(payment)})
     SELECT ${id}, ${booking}, 'pi_' || ${id}, ${columns(payment)} FROM payment, ${rows} WHERE booking_id = $1`,
    `INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
     SELECT ${copyOf("c.booking_id")}, ${copyOf("c.segment_id")}, ${copyOf("c.passenger_id")}, c.flight_id, s.seat_no, c.cabin, c.expires_at
       FROM seat_claim c, (SELECT s.seat_no, row_number() OVER () AS n FROM flight f JOIN seat s USING (seat_map_id)
         WHERE f.id = (SELECT flight_id FROM booking_segment WHERE booking_id = $1)
           AND NOT EXISTS (SELECT FROM seat_claim t WHERE t.flight_id = f.id AND t.seat_no = s.seat_no AND t.released_at IS NULL)) s
      WHERE c.booking_id = $1 AND n <= ${count}`,
    `INSERT INTO ticket (number, check_digit, booking_id, passenger_id, sequence, issued_at)
     SELECT '999' || lpad((5000000000 + n)::text, 10, '0'), (5000000000 + n) % 7, ${booking}, ${copyOf("passenger_id")}, sequence, issued_at
       FROM ticket, ${rows} WHERE booking_id = $1`,
    `INSERT INTO coupon (ticket_number, number, segment_id, status)
     SELECT '999' || lpad((5000000000 + n)::text, 10, '0'), k.number, ${copyOf("k.segment_id")}, k.status
       FROM coupon k JOIN ticket t ON t.number = k.ticket_number, ${rows} WHERE t.booking_id = $1`,
    `INSERT INTO ledger_transaction (id, booking_id, kind, source_id, created_at)
     SELECT ${id}, ${booking}, kind, ${copyOf("source_id")}, created_at FROM ledger_transaction, ${rows} WHERE booking_id = $1`,
    `INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency)
     SELECT ${copyOf("e.transaction_id")}, e.account, e.amount_minor, e.currency
       FROM ledger_entry e JOIN ledger_transaction x ON x.id = e.transaction_id, ${rows} WHERE x.booking_id = $1`,
    `INSERT INTO notification (id, booking_id, user_id, kind, recipient, dedupe_key, state, sent_at)
     SELECT ${id}, ${booking}, user_id, kind, recipient, dedupe_key || n, 'sent', created_at FROM notification, ${rows} WHERE booking_id = $1`,
  ];
  for (const copy of copies) await app.db.pool.query(copy, [bookingId]);
}

const booked =
  "user_id hold_fingerprint state contact_email contact_phone currency total_minor seat_count expires_at secured_at pay_by created_at confirmed_at";
const segment = "position flight_id cabin fare_brand_code";
const passenger = "position type given_name surname birth_date";
const line = "position kind code label amount_minor";
const payment = "state amount_minor currency method_label created_at purpose";
/** Six letters of the number, in an alphabet without look-alikes. */
const locator = "translate(substr(md5('locator' || n), 1, 6), '01abcdef', 'ZYABCDEF')";
