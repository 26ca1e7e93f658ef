-- A change that is asked for again under its key is not made again: it is answered as the first time.
--
-- The record is written in the transaction of the effect, with the answer. So it exists if, and only if, the change was made.
CREATE INDEX "idempotency_record_created_at_idx" ON "idempotency_record" ("created_at");

-- Takes a key for this transaction: `claimed`, or why not. A twin at work is not waited for; the caller is told to come back.
CREATE FUNCTION claim_idempotency_key(p_caller text, p_route text, p_key text, p_fingerprint text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  r idempotency_record;
BEGIN
  IF NOT pg_try_advisory_xact_lock(idempotency_lock_key(p_caller, p_key)) THEN RETURN '{"outcome": "in_flight"}'; END IF;
  SELECT * INTO r FROM idempotency_record WHERE caller = p_caller AND route = p_route AND key = p_key;
  IF r.created_at <= skyhold_now() - interval '24 hours' THEN
    DELETE FROM idempotency_record WHERE caller = p_caller AND route = p_route AND key = p_key;
  ELSIF r.fingerprint <> p_fingerprint THEN
    RETURN '{"outcome": "mismatch"}';
  ELSIF r.key IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'made', 'answer', r.answer);
  END IF;
  INSERT INTO idempotency_record (caller, route, key, fingerprint) VALUES (p_caller, p_route, p_key, p_fingerprint);
  RETURN '{"outcome": "claimed"}';
END $$;

CREATE FUNCTION idempotency_lock_key(p_caller text, p_key text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(p_key, hashtextextended(p_caller, 11))
$$;

-- What became of a caller's key, on whichever call: the changes made under it, and whether one is being made at this moment.
CREATE FUNCTION idempotency_outcome(p_caller text, p_user text, p_key text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_in_flight boolean;
BEGIN
  -- Looked at before the records: what ends in between is found among them. A hold keeps its user's lock instead of one of its own.
  v_in_flight := NOT pg_try_advisory_xact_lock(idempotency_lock_key(p_caller, p_key)) OR NOT pg_try_advisory_xact_lock(hashtextextended(p_user, 7));
  RETURN jsonb_build_object('inFlight', v_in_flight,
    'made', (SELECT jsonb_build_object('route', route, 'at', created_at, 'answer', answer) FROM idempotency_record
              WHERE caller = p_caller AND key = p_key AND created_at > skyhold_now() - interval '24 hours' ORDER BY created_at DESC LIMIT 1),
    'heldBookingId', (SELECT id FROM booking WHERE user_id = p_user AND hold_key = p_key));
END $$;
