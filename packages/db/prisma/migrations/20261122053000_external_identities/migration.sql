-- Who someone is to another issuer of access tokens, by its own name for them. The role is the account's: a token has none.
CREATE TABLE "external_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "external_identity_pkey" PRIMARY KEY ("issuer", "subject")
);
CREATE UNIQUE INDEX "external_identity_user_id_issuer_key" ON "external_identity"("user_id", "issuer");
ALTER TABLE "external_identity" ADD CONSTRAINT "external_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
