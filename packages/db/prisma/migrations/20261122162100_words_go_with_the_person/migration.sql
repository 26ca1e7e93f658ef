-- What staff typed about a person, as reasons and notes, goes with the person; who did what to what, and when, stays (ADR 67).

-- Whether this is an erased user, or something of theirs that staff act upon.
CREATE FUNCTION is_of_erased(p_subject text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM user_account u
     WHERE u.email = u.id || '@erased.invalid'
       AND u.id IN (
         SELECT p_subject
         UNION ALL SELECT b.user_id FROM booking b WHERE b.id = p_subject
         UNION ALL SELECT b.user_id FROM refund r JOIN booking b ON b.id = r.booking_id WHERE r.id = p_subject
         UNION ALL SELECT coalesce(b.user_id, n.user_id) FROM notification n LEFT JOIN booking b ON b.id = n.booking_id WHERE n.id = p_subject))
$$;

-- Refuses every change but one: a reason is taken away whose subject, in the column that is named, is of someone erased.
CREATE FUNCTION refuse_change_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) || '{"reason": null}' AND is_of_erased(to_jsonb(OLD) ->> TG_ARGV[0]) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'SK090';
END $$;

CREATE OR REPLACE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure('subject_id');
CREATE OR REPLACE TRIGGER cancellation_append_only BEFORE UPDATE OR DELETE ON "cancellation"
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure('booking_id');
