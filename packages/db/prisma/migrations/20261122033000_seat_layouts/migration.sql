-- Every process keeps the layouts of aircraft in memory. Whatever changes the seats of one gives it another version in the same
-- transaction, and every reading of a seat map names the version that its seats belong to, so nobody is ever served an old
-- layout. The version is drawn and not counted: one that was rolled back never comes again with other seats.
ALTER TABLE "seat_map" ADD COLUMN "layout_version" UUID NOT NULL DEFAULT gen_random_uuid();

CREATE FUNCTION seat_layout_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN UPDATE seat_map SET layout_version = gen_random_uuid();
  ELSE UPDATE seat_map SET layout_version = gen_random_uuid() WHERE id IN (SELECT seat_map_id FROM changed);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seat_inserted AFTER INSERT ON "seat" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION seat_layout_changed();
CREATE TRIGGER seat_deleted AFTER DELETE ON "seat" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION seat_layout_changed();
-- Two for an update: a seat may leave one layout for another.
CREATE TRIGGER seat_updated_from AFTER UPDATE ON "seat" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION seat_layout_changed();
CREATE TRIGGER seat_updated_to AFTER UPDATE ON "seat" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION seat_layout_changed();
CREATE TRIGGER seat_truncated AFTER TRUNCATE ON "seat" EXECUTE FUNCTION seat_layout_changed();
