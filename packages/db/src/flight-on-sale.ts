import type { Statement, Transaction } from "./client.ts";
import type { CabinOnSale, FlightRow } from "./flight-document.ts";

/** A flight that can be sold at this moment, with what its fares are made of. Instants in milliseconds since 1970, amounts in minor units. */
export interface FlightOnSale extends Pick<
  FlightRow,
  "id" | "airlineCode" | "flightNumber" | "suffix" | "status" | "aircraftCode" | "terminal"
> {
  readonly origin: string;
  readonly destination: string;
  readonly departsAt: number;
  readonly arrivesAt: number;
  readonly salesCloseAt: number;
  /** Minutes since midnight at the airport of departure. */
  readonly departureMinute: number;
  /** Minutes since midnight at the airport of arrival. */
  readonly arrivalMinute: number;
  readonly departureDate: string;
  readonly cabins: readonly CabinOnSale[];
}

type Columns<Row> = { readonly [Column in keyof Row]: readonly Row[Column][] };

/** Flights by column, and their cabins, each with the place of its flight from 1: PostgreSQL makes a few arrays sooner than many objects. */
export interface FlightColumns {
  readonly flights: Columns<Omit<FlightOnSale, "cabins">>;
  readonly cabins: Columns<CabinOnSale & { readonly place: number }>;
}

const instant = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`;

const flightColumns: Readonly<Record<keyof FlightColumns["flights"], string>> = {
  id: "f.id",
  airlineCode: "f.airline_code::text",
  flightNumber: "f.flight_number",
  suffix: "f.suffix",
  status: "f.status::text",
  aircraftCode: "f.aircraft_type_code::text",
  terminal: "f.terminal",
  origin: "f.origin::text",
  destination: "f.destination::text",
  departsAt: instant("f.departs_at"),
  arrivesAt: instant("f.arrives_at"),
  salesCloseAt: instant("f.sales_close_at"),
  departureDate: "f.departure_date",
  departureMinute: "f.departure_minute",
  arrivalMinute: "f.arrival_minute",
};

const cabinColumns: Readonly<Record<keyof FlightColumns["cabins"], string>> = {
  place: "c.place",
  cabin: "c.cabin::text",
  capacity: "c.capacity",
  free: "c.capacity - c.taken",
  baseFare: "c.base_fare_minor",
  currency: "c.currency::text",
};

/** The clock is asked once, not for every row: it is a function that reads a table. */
const now = "(SELECT skyhold_now())";

/** Whether a flight `f` can be sold at this moment. */
export const onSale = `f.status IN ('scheduled', 'delayed') AND f.sales_close_at > ${now}`;

/** The tables `sold` and `cabin_sold`, of the flights whose ids the table `used` has and that meet the condition. */
export const soldFlights = (condition: string) => `
    sold AS MATERIALIZED (
      SELECT f.*, row_number() OVER () AS place FROM used u CROSS JOIN LATERAL (SELECT * FROM flight f WHERE f.id = u.id AND ${condition} OFFSET 0) f),
    cabin_sold AS MATERIALIZED (
      SELECT f.place, c.* FROM sold f CROSS JOIN LATERAL (
        SELECT c.cabin, c.capacity, c.base_fare_minor, c.currency, coalesce(t.taken, 0) AS taken FROM flight_cabin c
          LEFT JOIN (SELECT s.cabin, count(*) AS taken FROM seat_claim s
                      WHERE s.flight_id = f.id AND s.released_at IS NULL AND s.expires_at > ${now} GROUP BY s.cabin) t USING (cabin)
         WHERE c.flight_id = f.id ORDER BY c.cabin OFFSET 0) c)`;

const columnsOf = (columns: Readonly<Record<string, string>>) =>
  `json_build_object(${Object.entries(columns)
    .map(([name, column]) => `'${name}', coalesce(array_agg(${column}), '{}')`)
    .join(", ")})`;

/** The members of a FlightColumns, over the two tables. */
export const soldColumns = `
      'flights', (SELECT ${columnsOf(flightColumns)} FROM sold f),
      'cabins', (SELECT ${columnsOf(cabinColumns)} FROM cabin_sold c)`;

/** The flights of the columns, in their order. */
export function toFlightsOnSale({ flights, cabins }: FlightColumns): FlightOnSale[] {
  const cabinsOf = Map.groupBy(cabins.place.keys(), (row) => cell(cabins.place, row));
  return flights.id.map((id, row) => ({
    id,
    airlineCode: cell(flights.airlineCode, row),
    flightNumber: cell(flights.flightNumber, row),
    suffix: cell(flights.suffix, row),
    status: cell(flights.status, row),
    aircraftCode: cell(flights.aircraftCode, row),
    terminal: cell(flights.terminal, row),
    origin: cell(flights.origin, row),
    destination: cell(flights.destination, row),
    departsAt: cell(flights.departsAt, row),
    arrivesAt: cell(flights.arrivesAt, row),
    salesCloseAt: cell(flights.salesCloseAt, row),
    departureDate: cell(flights.departureDate, row),
    departureMinute: cell(flights.departureMinute, row),
    arrivalMinute: cell(flights.arrivalMinute, row),
    cabins: (cabinsOf.get(row + 1) ?? []).map((place) => cabinAt(cabins, place)),
  }));
}

function cabinAt(cabins: FlightColumns["cabins"], row: number): CabinOnSale {
  return {
    cabin: cell(cabins.cabin, row),
    capacity: cell(cabins.capacity, row),
    free: cell(cabins.free, row),
    baseFare: cell(cabins.baseFare, row),
    currency: cell(cabins.currency, row),
  };
}

function cell<Value>(column: readonly Value[], row: number): Value {
  const value = column[row];
  if (value === undefined) throw new Error(`A column of flights ends before row ${row}`);
  return value;
}

/** The statement of findFlightsOnSale, for the test of plans. */
export const flightsStatement: Statement<FlightColumns> = {
  name: "flights_by_id",
  text: `WITH used AS MATERIALIZED (SELECT DISTINCT unnest($1::text[]) AS id), ${soldFlights("true")} SELECT json_build_object(${soldColumns}) AS answer`,
};

/** Flights by id, on sale or not, with their seats at this moment. */
export async function findFlightsOnSale(db: Transaction, ids: readonly string[]): Promise<FlightOnSale[]> {
  return (await db.run(flightsStatement, [ids])).flatMap(toFlightsOnSale);
}
