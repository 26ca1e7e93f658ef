-- Gives notice to whoever watches a flight, when something that they are shown is another than it was. It names the flight and
-- nothing else, so that one which is lost, doubled or late tells nobody anything wrong.
CREATE FUNCTION flight_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('flight_change', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER flight_changed AFTER UPDATE ON "flight" FOR EACH ROW
  WHEN ((NEW.status, NEW.gate, NEW.terminal, NEW.departs_at, NEW.arrives_at, NEW.estimated_departs_at, NEW.estimated_arrives_at, NEW.aircraft_type_code)
        IS DISTINCT FROM
        (OLD.status, OLD.gate, OLD.terminal, OLD.departs_at, OLD.arrives_at, OLD.estimated_departs_at, OLD.estimated_arrives_at, OLD.aircraft_type_code))
  EXECUTE FUNCTION flight_changed();
