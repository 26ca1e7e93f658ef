-- What a search needs beside the timetable: names by which people look for airports, and connections by time.
ALTER TABLE "airport"
    ADD COLUMN "aliases" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "size" SMALLINT NOT NULL DEFAULT 1,
    ADD CONSTRAINT "airport_size_class" CHECK ("size" BETWEEN 1 AND 3);

CREATE TABLE "metropolitan_area" (
    "code" CHAR(3) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "metropolitan_area_pkey" PRIMARY KEY ("code")
);

-- The flights on from an airport, and from there to another, within a few hours. A day at the airport is such a span of hours,
-- too, so that the index by local date has nothing left to do.
DROP INDEX "flight_origin_destination_departure_date_departs_at_idx";
CREATE INDEX "flight_origin_destination_departs_at_idx" ON "flight"("origin", "destination", "departs_at");
CREATE INDEX "flight_origin_departs_at_idx" ON "flight"("origin", "departs_at");

-- Every process keeps the reference data in memory. It asks for the version with each search and reads the data again when
-- it has changed: the version is written in the transaction of the change, so nobody is ever served what is no longer so.
CREATE TABLE "reference_version" (
    "singleton" BOOLEAN NOT NULL DEFAULT true,
    "version" BIGINT NOT NULL,

    CONSTRAINT "reference_version_pkey" PRIMARY KEY ("singleton"),
    CONSTRAINT "reference_version_single_row" CHECK ("singleton")
);
INSERT INTO "reference_version" ("version") VALUES (1);

CREATE FUNCTION reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reference_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER country_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "country" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER airport_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "airport" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER metropolitan_area_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "metropolitan_area" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER airline_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "airline" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER aircraft_type_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "aircraft_type" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER fare_brand_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "fare_brand" EXECUTE FUNCTION reference_changed();
CREATE TRIGGER flight_schedule_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "flight_schedule" EXECUTE FUNCTION reference_changed();
