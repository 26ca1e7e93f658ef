import type { Pool, PoolClient } from "pg";
import { aircraftTypes, seatMapIdOf } from "../../prisma/data/aircraft.ts";
import { airportAliases } from "../../prisma/data/airport-aliases.ts";
import { airlines } from "../../prisma/data/airlines.ts";
import { airports } from "../../prisma/data/airports.ts";
import { fareBrands } from "../../prisma/data/fare-brands.ts";
import { metropolitanNames } from "../../prisma/data/metropolitan-names.ts";
import { compileSeatMap } from "../seat-notation.ts";
import { inTransaction } from "./transaction.ts";
import { upsertRows } from "./upsert-rows.ts";

/** Brings countries, airports, airlines, seat maps, aircraft types and fare brands to the data that the code ships; safe to repeat. */
export async function seedReferenceData(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await seedCountries(client);
    await seedAirports(client);
    await seedMetropolitanAreas(client);
    await seedAirlines(client);
    await seedSeatMaps(client);
    await seedAircraftTypes(client);
    await seedFareBrands(client);
  });
  await pool.query("ANALYZE country, airport, metropolitan_area, airline, seat_map, seat, aircraft_type, fare_brand");
}

async function seedCountries(client: PoolClient): Promise<void> {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const codes = [...new Set(airports.map((airport) => airport.country))];
  const rows = codes.map((code) => ({ code, name: names.of(code) ?? code }));
  await upsertRows(client, { table: "country", key: ["code"], columns: ["name"] }, rows);
}

async function seedAirports(client: PoolClient): Promise<void> {
  const columns = ["icao", "name", "city", "aliases", "size", "metro_code", "country_code", "time_zone", "latitude", "longitude"];
  const rows = airports.map(({ iata, icao, name, city, type, metroCode, country, timeZone, latitude, longitude }) => ({
    aliases: airportAliases[iata] ?? "",
    size: sizes[type] ?? 1,
    iata,
    icao,
    name,
    city,
    latitude,
    longitude,
    metro_code: metroCode,
    country_code: country,
    time_zone: timeZone,
  }));
  await upsertRows(client, { table: "airport", key: ["iata"], columns }, rows);
}

const sizes: Readonly<Record<string, number>> = { large_airport: 3, medium_airport: 2 };

async function seedMetropolitanAreas(client: PoolClient): Promise<void> {
  const rows = Object.entries(metropolitanNames).map(([code, name]) => ({ code, name }));
  await upsertRows(client, { table: "metropolitan_area", key: ["code"], columns: ["name"] }, rows);
}

async function seedAirlines(client: PoolClient): Promise<void> {
  const rows = airlines.map(({ iata, icao, accountingCode, name, licenceCountry }) => ({
    iata,
    icao,
    accounting_code: accountingCode,
    name,
    licence_country: licenceCountry,
  }));
  await upsertRows(client, { table: "airline", key: ["iata"], columns: ["icao", "accounting_code", "name", "licence_country"] }, rows);
}

async function seedSeatMaps(client: PoolClient): Promise<void> {
  const maps = aircraftTypes.map(({ iata, name, layout }) => ({ id: seatMapIdOf(iata), name, layout: layout.replaceAll(/\s+/g, " ") }));
  await upsertRows(client, { table: "seat_map", key: ["id"], columns: ["name", "layout"] }, maps);
  const place = ["deck", "row_no", "column_letter", "cabin", "position"];
  const features = ["aisle_right", "exit_row", "bulkhead", "bassinet", "extra_legroom", "over_wing"];
  const seats = maps.flatMap((map) => compileSeatMap(map.layout).map((seat) => toSeatRow(map.id, seat)));
  await upsertRows(client, { table: "seat", key: ["seat_map_id", "seat_no"], columns: [...place, ...features] }, seats);
}

function toSeatRow(seatMapId: string, seat: ReturnType<typeof compileSeatMap>[number]): Record<string, unknown> {
  const { seatNo, deck, rowNo, columnLetter, cabin, position, aisleRight, exitRow, bulkhead, bassinet, extraLegroom, overWing } = seat;
  return {
    deck,
    cabin,
    position,
    bulkhead,
    bassinet,
    seat_map_id: seatMapId,
    seat_no: seatNo,
    row_no: rowNo,
    column_letter: columnLetter,
    exit_row: exitRow,
    extra_legroom: extraLegroom,
    over_wing: overWing,
    aisle_right: aisleRight,
  };
}

async function seedAircraftTypes(client: PoolClient): Promise<void> {
  const rows = aircraftTypes.map(({ iata, icao, name }) => ({ iata, icao, name, seat_map_id: seatMapIdOf(iata) }));
  await upsertRows(client, { table: "aircraft_type", key: ["iata"], columns: ["icao", "name", "seat_map_id"] }, rows);
}

async function seedFareBrands(client: PoolClient): Promise<void> {
  const columns = ["name", "fare_percent", "refund_percent", "change_fee_percent", "checked_bags", "free_seat_selection", "rank"];
  const rows = fareBrands.map(({ code, name, rank, ...terms }) => ({
    code,
    name,
    rank,
    fare_percent: terms.farePercent,
    refund_percent: terms.refundPercent,
    change_fee_percent: terms.changeFeePercent,
    checked_bags: terms.checkedBags,
    free_seat_selection: terms.freeSeatSelection,
  }));
  await upsertRows(client, { table: "fare_brand", key: ["code"], columns }, rows);
}
