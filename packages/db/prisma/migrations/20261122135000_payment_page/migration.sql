-- The list of all payments, newest first, by page.
CREATE INDEX "payment_created_at_id_idx" ON "payment"("created_at" DESC, "id");
