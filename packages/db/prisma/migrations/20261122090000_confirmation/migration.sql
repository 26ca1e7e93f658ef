-- A confirmation is the busiest moment of a payment: what it reads is one statement, and what it writes another.

-- Locks the booking of a payment and says how the two stand; null where there is no such payment. It is known by our own id from the
-- intent's metadata too: the webhook may come before the answer that tells us the intent's.
CREATE FUNCTION lock_payment(p_intent text, p_payment text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_payment text;
  v_booking text;
BEGIN
  SELECT p.id, p.booking_id INTO v_payment, v_booking FROM payment p WHERE p.stripe_intent_id = p_intent OR p.id = p_payment LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM FROM booking b WHERE b.id = v_booking FOR NO KEY UPDATE;
  -- A statement of its own sees what was committed while this one waited.
  RETURN (SELECT jsonb_build_object('id', p.id, 'bookingId', p.booking_id, 'purpose', p.purpose, 'state', p.state, 'amount', p.amount_minor,
                                    'currency', p.currency, 'intentId', p.stripe_intent_id, 'withdrawn', p.withdrawn_at IS NOT NULL,
                                    'booking', jsonb_build_object('state', b.state, 'total', b.total_minor))
            FROM payment p JOIN booking b ON b.id = p.booking_id WHERE p.id = v_payment);
END $$;

-- Makes a paid booking final: its seats for good, its state, the sale by kind of line and its payment in the books, and a ticket for each
-- passenger. It answers what secure_seats did, which with 'taken' and 'lost' is all, and whether a late payment has put the party on other
-- seats. The caller holds the booking's row.
-- A ticket is numbered by the accounting code of the airline that flies first and ten digits, whose remainder by 7 is the check digit. It
-- holds four coupons; a longer trip goes on with a conjunction ticket (IATA Resolution 722).
CREATE FUNCTION confirm_booking(p_booking text, p_payment text, p_sale text, p_paid text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  b booking;
  v_seats text := secure_seats(p_booking);
BEGIN
  IF v_seats IN ('taken', 'lost') THEN RETURN jsonb_build_object('seats', v_seats, 'reseated', false); END IF;
  UPDATE booking SET state = 'confirmed', confirmed_at = skyhold_now(), ended_at = NULL
   WHERE id = p_booking AND state IN ('held', 'awaiting_payment', 'expired') RETURNING * INTO b;
  IF NOT FOUND THEN RAISE EXCEPTION 'booking % cannot be confirmed any more', p_booking USING ERRCODE = 'SK094'; END IF;

  INSERT INTO ledger_transaction (id, kind, source_id, booking_id)
  VALUES (p_sale, 'sale', p_payment, p_booking), (p_paid, 'payment', p_payment, p_booking);
  INSERT INTO ledger_entry (transaction_id, account, amount_minor, currency)
  SELECT p_sale, 'receivable', b.total_minor, b.currency
   UNION ALL
  SELECT p_sale, ('sales_' || l.kind)::ledger_account, -sum(l.amount_minor), b.currency
    FROM price_line l WHERE l.booking_id = p_booking GROUP BY l.kind HAVING sum(l.amount_minor) <> 0
   UNION ALL
  SELECT p_paid, 'stripe_cash', b.total_minor, b.currency
   UNION ALL
  SELECT p_paid, 'receivable', -b.total_minor, b.currency;

  WITH leg AS (
    SELECT s.id, s.flight_id, (row_number() OVER (ORDER BY s.position) - 1)::int AS place FROM booking_segment s WHERE s.booking_id = p_booking),
  numbered AS (
    SELECT nextval('ticket_serial') AS serial, q.passenger_id, q.sequence FROM (
      SELECT p.id AS passenger_id, n AS sequence
        FROM passenger p CROSS JOIN generate_series(1, (SELECT max(place) / 4 + 1 FROM leg)) n
       WHERE p.booking_id = p_booking ORDER BY p.position, n) q),
  issued AS (
    INSERT INTO ticket (number, check_digit, booking_id, passenger_id, sequence)
    SELECT a.accounting_code || lpad(n.serial::text, 10, '0'), n.serial % 7, p_booking, n.passenger_id, n.sequence
      FROM numbered n CROSS JOIN (leg JOIN flight f ON f.id = leg.flight_id AND leg.place = 0 JOIN airline a ON a.iata = f.airline_code)
    RETURNING number, sequence)
  INSERT INTO coupon (ticket_number, number, segment_id)
  SELECT i.number, leg.place % 4 + 1, leg.id FROM issued i JOIN leg ON leg.place / 4 + 1 = i.sequence;
  RETURN jsonb_build_object('seats', v_seats, 'reseated', b.free_cancellation_until IS NOT NULL);
END $$;
