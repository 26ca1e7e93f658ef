-- A registration is no account: it becomes one when its mailed code comes back with its password. So registering answers alike whether the
-- address has an account or not, and nobody opens one under an address that they do not read.
CREATE TABLE "registration" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "token_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now() + interval '1 day',

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "registration_token_hash_key" ON "registration"("token_hash");
CREATE INDEX "registration_email_idx" ON "registration"("email");
CREATE INDEX "registration_expires_at_idx" ON "registration"("expires_at");
