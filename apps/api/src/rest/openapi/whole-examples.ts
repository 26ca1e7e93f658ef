import type { ProcedureName } from "../paths.ts";

const flight = { airline: "NV", flightNumber: 412, origin: "CDG", destination: "LIS", departureTime: "09:30", blockMinutes: 160 };
const sold = { aircraft: "32N", currency: "EUR", fares: { economy: 9_900, business: 39_900 } };
const weekdays = { daysOfWeek: [1, 2, 3, 4, 5], validFrom: "2026-12-01" };
const beja = {
  iata: "BYJ",
  name: "Beja International",
  city: "Beja",
  size: 2,
  country: "PT",
  timeZone: "Europe/Lisbon",
  latitude: 38.079,
  longitude: -7.932,
};
const a220 = { iata: "221", icao: "BCS1", name: "Airbus A220-100", layout: "J 1-3 AC-DF; Y 4-24 AC-DEF exit 11,12" };
const noiseCharge = { country: "PT", kind: "fee", code: "QX", label: "Noise charge", domestic: 0.5, international: 1.25 };

/** Bodies whose fields have to fit each other, which a schema alone does not tell; all others are made from their schemas. */
export const wholeExamples: Readonly<Partial<Record<ProcedureName, Readonly<Record<string, unknown>>>>> = {
  "auth.confirmSecondFactor": { code: "123456" },
  "admin.flights.create": { ...flight, ...sold, date: "2026-12-01", reason: "Extra flight before Christmas" },
  "admin.schedules.preview": { ...flight, ...sold, ...weekdays, from: "2026-12-01", until: "2026-12-31" },
  "admin.schedules.create": { ...flight, ...sold, ...weekdays, reason: "A new route" },
  "admin.airports.create": { ...beja, reason: "Opens in June" },
  "admin.aircraft.create": { ...a220, reason: "Joins the fleet" },
  "admin.aircraft.changeLayout": { layout: a220.layout, seats: ["12A"], feature: "exit", on: false },
  "admin.airlines.update": { name: "Nova Airways", reason: "Goes by another name" },
  "admin.fares.updateBrand": { farePercent: 95, reason: "Autumn prices" },
  "admin.fares.createCharge": { ...noiseCharge, from: "2026-12-01", reason: "A new law" },
};
