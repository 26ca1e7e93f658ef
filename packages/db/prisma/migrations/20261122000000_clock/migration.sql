-- Time comes from the database, so that no server's clock can shorten or lengthen a deadline. A test or sandbox database
-- may set it ahead; in production the table stays empty and the API refuses to start otherwise.
CREATE TABLE "sandbox_clock" (
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "advance_seconds" BIGINT NOT NULL,

    CONSTRAINT "sandbox_clock_pkey" PRIMARY KEY ("singleton"),
    CONSTRAINT "sandbox_clock_single_row" CHECK ("singleton")
);

-- The time that decides deadlines: one moment for the whole transaction.
CREATE FUNCTION skyhold_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT now() + coalesce((SELECT advance_seconds FROM sandbox_clock), 0) * interval '1 second'
$$;

-- The time that history records: moves on within a transaction, also while it waited for a lock.
CREATE FUNCTION skyhold_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT clock_timestamp() + coalesce((SELECT advance_seconds FROM sandbox_clock), 0) * interval '1 second'
$$;
