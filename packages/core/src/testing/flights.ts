import type { Database } from "@skyhold/db";
import { v7 as uuidv7 } from "uuid";

import type { Cabin } from "../flights/flight.ts";
import { FlightId } from "../ids.ts";

/** What a test may say of a flight; the rest is an ordinary one from Paris to Lisbon, tomorrow, on a small aircraft. */
export interface FlightOptions {
  readonly rows?: number;
  readonly cabin?: Cabin;
  readonly baseFare?: number;
  readonly exitRows?: readonly number[];
  readonly legroomRows?: readonly number[];
  /** What choosing an ordinary seat costs, and one with more legroom or in an exit row; nothing when left out. */
  readonly seatFee?: number;
  readonly legroomFee?: number;
  /** From Lisbon to Paris instead. */
  readonly wayBack?: boolean;
  /** Hours from the database's now to departure. */
  readonly departsInHours?: number;
}

const letters = ["A", "B", "C", "D", "E", "F"] as const;
const positions = { A: "window", B: "middle", C: "aisle", D: "aisle", E: "middle", F: "window" } as const;

/** Makes a flight of its own with seats 1A to 5F, and what it refers to where that is missing. */
export async function makeFlight(db: Database, options: FlightOptions = {}): Promise<FlightId> {
  const { rows = 5, cabin = "economy", baseFare = 10_000, exitRows = [], legroomRows = [], departsInHours = 24, wayBack = false } = options;
  await makeReferenceData(db);
  const seatMapId = `map_${uuidv7()}`;
  await db.prisma.seatMap.create({ data: { id: seatMapId, name: "Test layout", layout: `Y 1-${rows} ABC-DEF` } });
  await db.prisma.seat.createMany({
    data: Array.from({ length: rows }, (_, index) => index + 1).flatMap((row) =>
      letters.map((letter) => ({
        seatMapId,
        seatNo: `${row}${letter}`,
        rowNo: row,
        columnLetter: letter,
        cabin,
        position: positions[letter],
        aisleRight: letter === "C",
        exitRow: exitRows.includes(row),
        extraLegroom: legroomRows.includes(row),
      })),
    ),
  });
  const id = FlightId.parse(`flt_${uuidv7()}`);
  await insertFlight(db, { id, seatMapId, departsInHours, route: wayBack ? ["LIS", "CDG"] : ["CDG", "LIS"] });
  const fees = { seatFeeMinor: options.seatFee ?? 0, legroomFeeMinor: options.legroomFee ?? 0 };
  await db.prisma.flightCabin.create({
    data: { flightId: id, cabin, capacity: rows * letters.length, baseFareMinor: baseFare, currency: "EUR", ...fees },
  });
  return id;
}

let flightsMade = 0;

/** By the database's clock, so that a test on an advanced clock gets a flight in its own tomorrow. */
interface FlightToInsert {
  readonly id: string;
  readonly seatMapId: string;
  readonly departsInHours: number;
  readonly route: readonly [origin: string, destination: string];
}

async function insertFlight(db: Database, flight: FlightToInsert): Promise<void> {
  flightsMade += 1;
  await db.pool.query(
    `INSERT INTO flight (id, airline_code, flight_number, origin, destination, departure_date, departure_minute, arrival_date, arrival_minute,
                         departs_at, arrives_at, sales_close_at, aircraft_type_code, seat_map_id)
     SELECT $1, 'XT', $2, o.iata, a.iata, (d AT TIME ZONE o.time_zone)::date, extract(hour FROM d AT TIME ZONE o.time_zone) * 60,
            ((d + interval '2 h') AT TIME ZONE a.time_zone)::date, extract(hour FROM (d + interval '2 h') AT TIME ZONE a.time_zone) * 60,
            d, d + interval '2 h', d - interval '1 h', '32X', $3
       FROM (SELECT date_trunc('hour', skyhold_now()) + $4 * interval '1 h' AS d) AS departure
       JOIN airport o ON o.iata = $5 JOIN airport a ON a.iata = $6`,
    [flight.id, flightsMade, flight.seatMapId, flight.departsInHours, ...flight.route],
  );
}

async function makeReferenceData({ prisma }: Database): Promise<void> {
  const skipDuplicates = true;
  await prisma.country.createMany({ data: countries, skipDuplicates });
  await prisma.airport.createMany({ data: airports, skipDuplicates });
  await prisma.airline.createMany({ data: [{ iata: "XT", icao: "XTT", accountingCode: "999", name: "Test Air" }], skipDuplicates });
  await prisma.seatMap.createMany({ data: [{ id: "map_test", name: "Test", layout: "" }], skipDuplicates });
  await prisma.aircraftType.createMany({
    data: [{ iata: "32X", icao: "A32X", name: "Airbus A32X", seatMapId: "map_test" }],
    skipDuplicates,
  });
  await prisma.fareBrand.createMany({ data: brands, skipDuplicates });
}

const countries = [
  { code: "FR", name: "France" },
  { code: "PT", name: "Portugal" },
];
const paris = { city: "Paris", metroCode: "PAR", countryCode: "FR", timeZone: "Europe/Paris", latitude: 49, longitude: 2.5 };
const lisbon = { city: "Lisbon", countryCode: "PT", timeZone: "Europe/Lisbon", latitude: 38.8, longitude: -9.1 };
const airports = [
  { iata: "CDG", name: "Charles de Gaulle", ...paris },
  { iata: "LIS", name: "Humberto Delgado", ...lisbon },
];
const saver = { refundPercent: 0, changeFeePercent: null, checkedBags: 1, freeSeatSelection: false };
const flex = { refundPercent: 100, changeFeePercent: 0, checkedBags: 1, freeSeatSelection: true };
const brands = [
  { code: "SAVER", name: "Saver", farePercent: 100, rank: 1, ...saver },
  { code: "FLEX", name: "Flex", farePercent: 160, rank: 3, ...flex },
];
