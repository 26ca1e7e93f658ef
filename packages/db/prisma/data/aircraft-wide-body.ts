import { jumbos } from "./aircraft-jumbo.ts";
import type { AircraftTypeData } from "./aircraft-type.ts";

/** Twin-aisle jets. */
export const wideBodies: readonly AircraftTypeData[] = [
  {
    iata: "763",
    icao: "B763",
    name: "Boeing 767-300ER",
    layout:
      "J 1-9/2 A-DE-K; J 2-8/2 B-DE-J; Y 15-39 AC-DEF-HK exit 23,24 wing 19-29 bulkhead 15,24 bassinet 15DEF,24DEF legroom 15,23AC,23HK,24",
    seats: { business: 36, economy: 175 },
    rangeKm: 10_500,
    cruiseKmh: 850,
    turnaroundMinutes: 75,
  },
  {
    iata: "788",
    icao: "B788",
    name: "Boeing 787-8",
    layout: `J 1-5 A-DG-K; W 12-14 AC-DEF-HK bassinet 12DEF;
      Y 18-40 ABC-DEF-HJK exit 29 wing 19-30 bulkhead 18,29 bassinet 18DEF,29DEF legroom 18,29; Y 41 AC-DEF-HK bulkhead none`,
    seats: { business: 20, premium_economy: 21, economy: 214 },
    rangeKm: 13_000,
    cruiseKmh: 900,
    turnaroundMinutes: 75,
  },
  {
    iata: "789",
    icao: "B789",
    name: "Boeing 787-9",
    layout: `F 1-2 A-EF-K; J 5-10 AB-DEF-JK bassinet 5DF; W 16-21 AB-DEF-JK without 21DEF bassinet 16DF;
      Y 30-42 ABC-DEF-HJK exit 30 wing 30-36 bulkhead 30 bassinet 30DF legroom 30;
      Y 43 AC-DEF-HK; Y 44 -DEF-`,
    seats: { first: 8, business: 42, premium_economy: 39, economy: 127 },
    rangeKm: 14_000,
    cruiseKmh: 900,
    turnaroundMinutes: 80,
  },
  {
    iata: "333",
    icao: "A333",
    name: "Airbus A330-300",
    layout: `J 1-8 A-DG-K; W 12-14 AC-DEFG-HK bassinet 12DG;
      Y 18-44 AC-DEFG-HK exit 28 wing 20-32 bulkhead 18,28 bassinet 18DG,28DG legroom 18,28;
      Y 45-47 AC-DEG-HK; Y 48 -DEFG-`,
    seats: { business: 32, premium_economy: 24, economy: 241 },
    rangeKm: 11_000,
    cruiseKmh: 860,
    turnaroundMinutes: 75,
  },
  {
    iata: "339",
    icao: "A339",
    name: "Airbus A330-900",
    layout: `J 1-8 A-DG-K without 8DGK; W 20-23 AC-DEF-HK bassinet 20DF;
      Y 30-57 AC-DEFG-HK exit 41 wing 30-44 bulkhead 30,41 bassinet 30DG,41DG legroom 30,41`,
    seats: { business: 29, premium_economy: 28, economy: 224 },
    rangeKm: 12_500,
    cruiseKmh: 870,
    turnaroundMinutes: 75,
  },
  {
    iata: "359",
    icao: "A359",
    name: "Airbus A350-900",
    layout: `J 1-8 AC-DG-HK bassinet 1D; W 12-14 AC-DEG-HK bassinet 12DG;
      Y 16-38 ABC-DEG-HJK exit 27 wing 18-30 bulkhead 16,27 bassinet 16DG,27DG legroom 16,27;
      Y 39-40 AC-DEG-HK; Y 41 -DEG-`,
    seats: { business: 48, premium_economy: 21, economy: 224 },
    rangeKm: 15_000,
    cruiseKmh: 905,
    turnaroundMinutes: 80,
  },
  {
    iata: "781",
    icao: "B78X",
    name: "Boeing 787-10",
    layout: `J 1-11 A-DG-K; W 20-22 AC-DEF-HK bassinet 20DF;
      Y 30-56 ABC-DEF-HJK exit 44 wing 30-43 bulkhead 30,44 bassinet 30DF,44DF legroom 30,44;
      Y 57 AC-DEF-HK; Y 58 -DEF-`,
    seats: { business: 44, premium_economy: 21, economy: 253 },
    rangeKm: 11_700,
    cruiseKmh: 900,
    turnaroundMinutes: 80,
  },
  {
    iata: "351",
    icao: "A35K",
    name: "Airbus A350-1000",
    layout: `J 1-14 A-EF-K bassinet 1E; W 16-22 AB-DEFG-JK bassinet 16DG;
      Y 30-53 ABC-DEF-HJK exit 41 wing 30-42 bulkhead 30,41 bassinet 30DF,41DF legroom 30,41; Y 54 -DEF-`,
    seats: { business: 56, premium_economy: 56, economy: 219 },
    rangeKm: 16_000,
    cruiseKmh: 905,
    turnaroundMinutes: 90,
  },
  ...jumbos,
];
