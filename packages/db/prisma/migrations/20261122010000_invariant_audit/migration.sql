-- What the nightly audit found, for staff. The newest 90 are kept.
CREATE TABLE "invariant_audit" (
    "id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "results" JSONB NOT NULL,

    CONSTRAINT "invariant_audit_pkey" PRIMARY KEY ("id")
);
