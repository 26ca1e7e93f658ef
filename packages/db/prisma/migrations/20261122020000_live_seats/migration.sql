-- Live seat maps: who watches a flight is told that its seats have changed, and reads them again.
--
-- A notice names the flight and nothing else: it never says whose a seat is, and it may be lost, doubled or late without
-- harm. PostgreSQL delivers it when the change can be read, in the order of commits.
--
-- Two changes give no notice here:
--   A hold, the busiest statement of all. A transaction with a notice keeps a lock of the whole cluster until its commit is
--   on disk, so that commits no longer share one flush: at ten callers 650 holds a second instead of 1,200. Its caller
--   gives the notice right after the commit (packages/db/src/seat-changes.ts).
--   The tidying of a claim that has run out: it was free already, and the watchers know every deadline.
CREATE FUNCTION seat_claim_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('seat_change', NEW.flight_id);
  RETURN NULL;
END $$;
CREATE TRIGGER seat_claim_sold_or_blocked AFTER INSERT ON "seat_claim" FOR EACH ROW
  WHEN (NEW.expires_at = 'infinity' OR NEW.block_reason IS NOT NULL) EXECUTE FUNCTION seat_claim_changed();
CREATE TRIGGER seat_claim_changed AFTER UPDATE ON "seat_claim" FOR EACH ROW
  WHEN (NEW.release_reason IS DISTINCT FROM 'expired') EXECUTE FUNCTION seat_claim_changed();
