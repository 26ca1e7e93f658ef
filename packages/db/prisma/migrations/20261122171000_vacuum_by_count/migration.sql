-- Of these tables a few rows change at a time and all the others are history. By default a fifth of the whole table must be dead before it is
-- cleared: the more has been sold, the more dead rows lie around. A number keeps them as few as on the first day; what is only history is
-- marked as such and not read again.
ALTER TABLE booking SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE seat_claim SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE payment SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE notification SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE coupon SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE session SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE idempotency_record SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE flight SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
