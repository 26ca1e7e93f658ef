-- What changes of flights are found by. One reads the cancellations, which are few; the other passes by all payments and keeps almost none: a second for
-- some millions, in which payments wait and nobody else does. ADR 78.
CREATE UNIQUE INDEX "cancellation_change_id_key" ON "cancellation"("change_id");
CREATE INDEX "payment_due_later" ON "payment" (pay_by) WHERE purpose <> 'booking' AND state IN ('starting', 'requires_payment');
DROP INDEX "payment_seats_due";
