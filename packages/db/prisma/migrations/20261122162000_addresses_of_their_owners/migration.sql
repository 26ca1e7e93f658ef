-- An address is one account's: whose owner has proven that they read it, or has a password for it. An account that another issuer's token
-- made only says that the address is theirs; several may say so, and none of them keeps its reader from it (ADR 66).
CREATE UNIQUE INDEX "user_account_email_of_owner" ON "user_account" ("email") WHERE email_verified_at IS NOT NULL OR password_hash IS NOT NULL;
DROP INDEX "user_account_email_key";
