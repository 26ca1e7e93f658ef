-- A session has a name of its own, under which its owner can end it, and remembers when it was used.
ALTER TABLE "session"
    ADD COLUMN "id" TEXT NOT NULL DEFAULT 'ses_' || gen_random_uuid(),
    ADD COLUMN "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    ADD COLUMN "ends_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now() + interval '90 days';
CREATE UNIQUE INDEX "session_id_key" ON "session"("id");
COMMENT ON COLUMN "session"."ends_at" IS 'When it ends however much it is used';

-- Proofs that someone reads an address. Only the hash is stored; a proof is used up by deleting its row.
CREATE TABLE "account_token" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "account_token_user_id_purpose_idx" ON "account_token"("user_id", "purpose");
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_purpose" CHECK (purpose IN ('verify_email', 'reset_password'));

CREATE INDEX "notification_user_id_kind_created_at_idx" ON "notification"("user_id", "kind", "created_at");

-- ── There is always an admin ──────────────────────────────────────────────────────────────────────────────────────
-- Two who go at once would each see the other: the lock lets one look after the other has left.
CREATE FUNCTION keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('the last admin', 0));
  IF NOT EXISTS (SELECT FROM user_account WHERE role = 'admin' AND disabled_at IS NULL AND id <> OLD.id)
  THEN RAISE EXCEPTION 'there must always be an admin' USING ERRCODE = 'SK098'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER user_account_keeps_an_admin BEFORE UPDATE OF role, disabled_at ON "user_account" FOR EACH ROW
  WHEN (OLD.role = 'admin' AND OLD.disabled_at IS NULL AND (NEW.role <> 'admin' OR NEW.disabled_at IS NOT NULL)) EXECUTE FUNCTION keep_an_admin();
CREATE TRIGGER user_account_keeps_an_admin_row BEFORE DELETE ON "user_account" FOR EACH ROW
  WHEN (OLD.role = 'admin' AND OLD.disabled_at IS NULL) EXECUTE FUNCTION keep_an_admin();

CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON "audit_entry" EXECUTE FUNCTION refuse_change();

-- ── Profiles ──────────────────────────────────────────────────────────────────────────────────────────────────────
-- Columns that end in _sealed hold what is encrypted by the application, each bound to its place and row.
CREATE TABLE "profile" (
    "user_id" TEXT NOT NULL,
    "phone" TEXT,
    "nationality" CHAR(2),
    "address_sealed" TEXT,
    "birth_date_sealed" TEXT,
    "emergency_contact_sealed" TEXT,
    "preferences" JSONB NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "profile" ADD CONSTRAINT "profile_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "travel_document" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "issuing_country" CHAR(2) NOT NULL,
    "nationality" CHAR(2) NOT NULL,
    "expires_on" DATE NOT NULL,
    "number_sealed" TEXT NOT NULL,

    CONSTRAINT "travel_document_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "travel_document_user_id_idx" ON "travel_document"("user_id");
ALTER TABLE "travel_document" ADD CONSTRAINT "travel_document_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
