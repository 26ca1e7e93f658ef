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

-- Which airports have flights to which, written with the flights: a search follows this graph before it looks at any flight.
-- A pair stays when its last flight is gone, which costs a look-up and changes no answer.
CREATE TABLE "flight_route" (
    "origin" CHAR(3) NOT NULL,
    "destination" CHAR(3) NOT NULL,

    CONSTRAINT "flight_route_pkey" PRIMARY KEY ("origin", "destination")
);
CREATE INDEX "flight_route_destination_origin_idx" ON "flight_route"("destination", "origin");
INSERT INTO "flight_route" SELECT DISTINCT "origin", "destination" FROM "flight";

-- In one order, so that two who add the same new routes wait for each other and never in a circle.
CREATE FUNCTION flight_route_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO flight_route SELECT DISTINCT origin, destination FROM written ORDER BY origin, destination ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER flight_route_added AFTER INSERT ON "flight" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION flight_route_kept();

-- Another route is another flight: this one is cancelled.
CREATE TRIGGER flight_keeps_route BEFORE UPDATE OF "origin", "destination" ON "flight"
  FOR EACH ROW WHEN (OLD.origin <> NEW.origin OR OLD.destination <> NEW.destination) EXECUTE FUNCTION refuse_change();

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
