import type { AircraftTypeData } from "./aircraft-type.ts";

/** The largest twin-aisle jets, two of them with two decks. */
export const jumbos: readonly AircraftTypeData[] = [
  {
    iata: "77W",
    icao: "B77W",
    name: "Boeing 777-300ER",
    layout: `F 1-2 A-DG-K; J 5-20 A-DG-K bassinet 5D; W 23-25 AC-DEFG-HK bassinet 23DG;
      Y 30-40 ABC-DEFG-HJK exit 30 wing 30-36 bulkhead 30 bassinet 30DG legroom 30; Y 41 ABC-HJK`,
    seats: { first: 8, business: 64, premium_economy: 24, economy: 116 },
    rangeKm: 13_600,
    cruiseKmh: 905,
    turnaroundMinutes: 90,
  },
  {
    iata: "74H",
    icao: "B748",
    name: "Boeing 747-8",
    layout: `F 1-2 A-DG-K; J 4-11 AC-DG-HK bassinet 4D; W 16-19 AC-DEFG-HK bassinet 16DG;
      Y 22-45 ABC-DEFG-HJK exit 29 wing 22-34 bulkhead 22,29 bassinet 22DG,29DG legroom 22,29; Y 46 -DEFG-;
      upper J 81-88 AC-HK exit 88 legroom 88`,
    seats: { first: 8, business: 80, premium_economy: 32, economy: 244 },
    rangeKm: 14_300,
    cruiseKmh: 910,
    turnaroundMinutes: 100,
  },
  {
    iata: "388",
    icao: "A388",
    name: "Airbus A380-800",
    layout: `W 31-37 AC-DEFG-HK bassinet 31DG;
      Y 43-75 ABC-DEFG-HJK exit 54,68 wing 48-66 bulkhead 43,54,68 bassinet 43DG,54DG,68DG legroom 43,54,68; Y 76 AC-DEFG-HK;
      upper F 1-4 A-EF-K without 4EF; upper J 6-24/2 A-EF-K; upper J 7-23/2 B-DG-J wing 11-23`,
    seats: { first: 14, business: 76, premium_economy: 56, economy: 338 },
    rangeKm: 14_800,
    cruiseKmh: 910,
    turnaroundMinutes: 110,
  },
];
