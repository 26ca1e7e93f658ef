-- The first thousand holds of the benchmark, made and sold; and the same seats asked for again, each by another traveller.
SET LOCAL session_replication_role = replica;
SELECT count(bench.insert_unchecked(payload::jsonb)) FROM bench.payload WHERE n <= 1000;
UPDATE booking SET state = 'confirmed', confirmed_at = now() WHERE state = 'held';
UPDATE seat_claim SET expires_at = 'infinity' WHERE expires_at <> 'infinity';
CREATE TABLE bench.refused (n bigint PRIMARY KEY, payload text NOT NULL);
ALTER TABLE bench.refused ALTER payload SET STORAGE PLAIN;
INSERT INTO bench.refused (n, payload)
SELECT n, (payload::jsonb || jsonb_build_object('userId', 'usr_00000000-0000-7000-8000-' || lpad((n + 10000)::text, 12, '0'), 'key', gen_random_uuid()))::text
  FROM bench.payload WHERE n <= 1000 ORDER BY n;
