-- Messages are read in the account as well as in the mailbox, and what keeps one from being mailed is on record.
ALTER TYPE "notification_state" ADD VALUE 'withheld';

ALTER TABLE "notification" ADD COLUMN "title" TEXT,
ADD COLUMN "summary" TEXT,
ADD COLUMN "read_at" TIMESTAMPTZ(3),
ADD COLUMN "last_error" TEXT,
ADD COLUMN "leased_until" TIMESTAMPTZ(3);

CREATE INDEX "notification_user_id_created_at_id_idx" ON "notification"("user_id", "created_at" DESC, "id");
CREATE INDEX "notification_created_at_id_idx" ON "notification"("created_at" DESC, "id");

-- Gives notice to whoever watches the messages of a user, when one can be read or was read.
CREATE FUNCTION notification_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('notification_change', NEW.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER notification_changed AFTER UPDATE ON "notification" FOR EACH ROW
  WHEN (NEW.user_id IS NOT NULL AND (NEW.title, NEW.summary, NEW.read_at, NEW.user_id) IS DISTINCT FROM (OLD.title, OLD.summary, OLD.read_at, OLD.user_id))
  EXECUTE FUNCTION notification_changed();
