import type { Database } from "@skyhold/db";
import { v7 as uuidv7 } from "uuid";

import type { Cabin } from "../flights/flight.ts";
import { FlightId } from "../ids.ts";

/** An airport of a test's own network. */
export interface NetworkAirport {
  readonly iata: string;
  readonly country: string;
  readonly timeZone: string;
  readonly metroCode?: string;
}

/** A flight of a test's own network; the rest is an ordinary one. Capacities and fares by cabin. */
export interface NetworkFlight {
  readonly origin: string;
  readonly destination: string;
  readonly departs: Temporal.Instant;
  readonly minutes: number;
  readonly airline?: string;
  readonly currency?: string;
  readonly status?: "scheduled" | "delayed" | "cancelled";
  readonly cabins?: Readonly<Partial<Record<Cabin, { readonly fare: number; readonly capacity: number; readonly taken?: number }>>>;
}

/** Writes airports and what flights refer to. */
export async function makeAirports(db: Database, airports: readonly NetworkAirport[]): Promise<void> {
  const skipDuplicates = true;
  const countries = [...new Set(airports.map(({ country }) => country))];
  await db.prisma.country.createMany({ data: countries.map((code) => ({ code, name: `Country ${code}` })), skipDuplicates });
  await db.prisma.airport.createMany({
    data: airports.map(({ iata, country, timeZone, metroCode = null }, index) => ({
      iata,
      timeZone,
      metroCode,
      name: `${iata} Airport`,
      city: iata,
      countryCode: country,
      latitude: index,
      longitude: index,
    })),
    skipDuplicates,
  });
  const airlines = ["XA", "XB", "XC"];
  await db.prisma.airline.createMany({
    data: airlines.map((iata, index) => ({ iata, icao: `${iata}X`, accountingCode: `99${index}`, name: `Airline ${iata}` })),
    skipDuplicates,
  });
  await db.prisma.seatMap.createMany({ data: [{ id: "map_network", name: "Network", layout: "" }], skipDuplicates });
  const aircraft = { iata: "32Y", icao: "A32Y", name: "Airbus A32Y", seatMapId: "map_network" };
  await db.prisma.aircraftType.createMany({ data: [aircraft], skipDuplicates });
  const brand = { refundPercent: 0, changeFeePercent: null, checkedBags: 1, freeSeatSelection: true };
  await db.prisma.fareBrand.createMany({
    data: [
      { code: "SAVER", name: "Saver", farePercent: 100, rank: 1, ...brand },
      { code: "FLEX", name: "Flex", farePercent: 160, rank: 3, ...brand },
    ],
    skipDuplicates,
  });
}

/** Writes flights and answers their ids in the same order. */
export async function makeNetworkFlights(
  db: Database,
  airports: readonly NetworkAirport[],
  flights: readonly NetworkFlight[],
): Promise<FlightId[]> {
  const zones = new Map(airports.map(({ iata, timeZone }) => [iata, timeZone]));
  const rows = flights.map((flight) => toRow(flight, zones));
  await db.prisma.flight.createMany({ data: rows.map(({ row }) => row) });
  await db.prisma.flightCabin.createMany({ data: rows.flatMap(({ cabins }) => cabins) });
  for (const { taken } of rows) {
    if (taken.length > 0) await db.prisma.seatClaim.createMany({ data: taken });
  }
  return rows.map(({ row }) => FlightId.parse(row.id));
}

let numbers = 0;
const date = (at: Temporal.ZonedDateTime) => new Date(at.toPlainDate().toString());
const minute = ({ hour, minute: past }: Temporal.ZonedDateTime) => hour * 60 + past;

function toRow(flight: NetworkFlight, zones: ReadonlyMap<string, string>) {
  const id = `flt_${uuidv7()}`;
  const { origin, destination, departs, airline = "XA", currency = "EUR", status = "scheduled", cabins = ordinary } = flight;
  const arrives = departs.add({ minutes: flight.minutes });
  const from = departs.toZonedDateTimeISO(zones.get(origin) ?? "UTC");
  const to = arrives.toZonedDateTimeISO(zones.get(destination) ?? "UTC");
  numbers += 1;
  const row = {
    id,
    airlineCode: airline,
    flightNumber: (numbers % 9999) + 1,
    origin,
    destination,
    status,
    departureDate: date(from),
    departureMinute: minute(from),
    arrivalDate: date(to),
    arrivalMinute: minute(to),
    departsAt: new Date(departs.epochMilliseconds),
    arrivesAt: new Date(arrives.epochMilliseconds),
    salesCloseAt: new Date(departs.subtract({ minutes: 60 }).epochMilliseconds),
    aircraftTypeCode: "32Y",
    seatMapId: "map_network",
  };
  const parts = cabinNames.flatMap((cabin) => (cabins[cabin] ? [{ cabin, ...cabins[cabin] }] : []));
  return {
    row,
    cabins: parts.map(({ cabin, fare, capacity }) => ({ flightId: id, cabin, capacity, baseFareMinor: fare, currency })),
    taken: parts.flatMap(({ cabin, taken = 0 }, part) => Array.from({ length: taken }, (_, seat) => blocked(id, cabin, part * 90 + seat))),
  };
}

const ordinary: NonNullable<NetworkFlight["cabins"]> = { economy: { fare: 10_000, capacity: 50 } };
const cabinNames: readonly Cabin[] = ["economy", "premium_economy", "business", "first"];

function blocked(flightId: string, cabin: Cabin, seat: number) {
  const seatNo = `${Math.floor(seat / 6) + 1}${"ABCDEF"[seat % 6] ?? ""}`;
  return { flightId, seatNo, cabin, blockReason: "taken", expiresAt: new Date("2999-01-01") };
}
