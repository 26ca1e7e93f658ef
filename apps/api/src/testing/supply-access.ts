import { staff } from "./outcomes.ts";
import type { AccessRow } from "./outcomes.ts";

const noSchedule = { scheduleId: "fsc_00000000-0000-7000-8000-000000000000" };
/** A route that is flown, and what its flights cost. */
export const aRoute = { airline: "XT", origin: "CDG", destination: "LIS", departureTime: "09:30", blockMinutes: 150, aircraft: "32W" };
/** Its fares. */
export const priced = { currency: "EUR", fares: { economy: 9900 } };
const newSchedule = (flightNumber: number) => ({ ...aRoute, ...priced, flightNumber, daysOfWeek: [1], validFrom: "2190-03-01" });
const newAirport = { name: "Field", city: "Lisbon", size: 1, country: "PT", timeZone: "Europe/Lisbon", latitude: 38.9, longitude: -9.2 };
const newAircraft = { icao: "A32Q", name: "Airbus A32Q", layout: "J 1-2 AC-DF; Y 3-9 ABC-DEF" };
const newAirline = { name: "Quiet Air", licenceCountry: "PT", reason: "it joins us" };
const codesOf = (iata: string, icao: string, accountingCode: string) => ({ iata, icao, accountingCode });
const newBrand = { name: "Quiet", farePercent: 140, refundPercent: 50, changeFeePercent: null, checkedBags: 1, freeSeatSelection: true };
const none = "00000000-0000-7000-8000-000000000000";
const newCharge = { from: "2190-03-01", label: "Quiet charge", domestic: 1, international: 2.5 };
const newExtra = { label: "Hot meal", most: 1, includedIn: ["first"], forInfants: false, prices: { EUR: 1600 } };

/** Who may change what is on sale, and play with what is embedded. */
export const supplyAccess: Readonly<Record<string, AccessRow>> = {
  "admin.schedules.list": { input: () => ({}), gives: staff() },
  "admin.schedules.get": { input: () => noSchedule, gives: staff("NOT_FOUND") },
  "admin.schedules.preview": { input: () => ({ ...newSchedule(9001), from: "2190-03-01", until: "2190-03-31" }), gives: staff() },
  "admin.schedules.create": {
    input: (_, caller) => ({ ...newSchedule(caller === "admin" ? 9002 : 9003), reason: "a new route" }),
    gives: staff(),
  },
  "admin.schedules.update": { input: () => ({ ...noSchedule, departureTime: "10:00", reason: "another slot" }), gives: staff("NOT_FOUND") },
  "admin.schedules.end": { input: () => ({ ...noSchedule, lastDay: "2190-03-31", reason: "no demand" }), gives: staff("NOT_FOUND") },
  "admin.airports.list": { input: () => ({}), gives: staff() },
  "admin.airports.create": {
    input: (_, caller) => ({ ...newAirport, iata: caller === "admin" ? "QQA" : "QQB", reason: "it opens in March" }),
    gives: staff(),
  },
  "admin.airports.update": { input: () => ({ iata: "LIS", size: 3, reason: "more traffic" }), gives: staff() },
  "admin.aircraft.list": { input: () => ({}), gives: staff() },
  "admin.aircraft.get": { input: () => ({ iata: "32X" }), gives: staff() },
  "admin.aircraft.preview": { input: () => ({ layout: newAircraft.layout }), gives: staff() },
  "admin.aircraft.changeLayout": {
    input: () => ({ layout: newAircraft.layout, seats: ["5A"], feature: "exit", on: true }),
    gives: staff(),
  },
  "admin.aircraft.create": {
    input: (_, caller) => ({ ...newAircraft, iata: caller === "admin" ? "QA1" : "QA2", reason: "it joins the fleet" }),
    gives: staff(),
  },
  "admin.aircraft.update": { input: () => ({ iata: "32X", name: "Airbus A32X", reason: "as its maker writes it" }), gives: staff() },
  "admin.airlines.list": { input: () => ({}), gives: staff() },
  "admin.airlines.create": {
    input: (_, caller) => ({ ...newAirline, ...(caller === "admin" ? codesOf("Q1", "QQA", "901") : codesOf("Q2", "QQB", "902")) }),
    gives: staff(),
  },
  "admin.airlines.update": { input: () => ({ iata: "XT", name: "Test Airways", reason: "its new name" }), gives: staff() },
  "admin.fares.list": { gives: staff() },
  "admin.fares.createBrand": {
    input: (_, caller) => ({ ...newBrand, code: caller === "admin" ? "QUIET" : "QUIETER", reason: "for those who want it" }),
    gives: staff(),
  },
  "admin.fares.updateBrand": { input: () => ({ code: "FLEX", onSale: true, reason: "it sells" }), gives: staff() },
  "admin.fares.createCharge": {
    input: (_, caller) => ({ ...newCharge, code: caller === "admin" ? "Q1" : "Q2", country: "PT", kind: "fee", reason: "a new law" }),
    gives: staff(),
  },
  "admin.fares.changeCharge": { input: () => ({ ...newCharge, chargeId: `chg_${none}`, reason: "a new rate" }), gives: staff("NOT_FOUND") },
  "admin.fares.endCharge": {
    input: () => ({ chargeId: `chg_${none}`, lastDay: "2190-03-31", reason: "it is over" }),
    gives: staff("NOT_FOUND"),
  },
  "admin.fares.createAncillary": {
    input: (_, caller) => ({
      ...newExtra,
      from: caller === "admin" ? "2190-03-01" : "2190-04-01",
      until: caller === "admin" ? "2190-03-31" : "2190-04-30",
      code: "MEAL",
      reason: "a new menu",
    }),
    gives: staff("INVALID_INPUT"),
  },
  "admin.fares.changeAncillary": {
    input: () => ({ ...newExtra, ancillaryId: `anc_${none}`, from: "2190-03-01", reason: "a new price" }),
    gives: staff("NOT_FOUND"),
  },
  "admin.fares.endAncillary": {
    input: () => ({ ancillaryId: `anc_${none}`, lastDay: "2190-03-31", reason: "it is over" }),
    gives: staff("NOT_FOUND"),
  },
  // Here every part is a real one, as in production: its tools are not there for anybody.
  "admin.sandbox.get": { gives: staff() },
  "admin.sandbox.mails": { gives: staff("NOT_FOUND") },
  "admin.sandbox.watchMails": { input: () => ({}), gives: staff("NOT_FOUND") },
  "admin.sandbox.mail": { input: () => ({ mailId: "1" }), gives: staff("NOT_FOUND") },
  "admin.sandbox.stripe": { gives: staff("NOT_FOUND") },
  "admin.sandbox.watchStripe": { input: () => ({}), gives: staff("NOT_FOUND") },
  "admin.sandbox.armFault": { input: () => ({ fault: "error-500", reason: "to see it" }), gives: staff("NOT_FOUND") },
  "admin.sandbox.clearFaults": { input: () => ({ reason: "seen" }), gives: staff("NOT_FOUND") },
  "admin.sandbox.foreseeClock": { input: () => ({ seconds: 60 }), gives: staff("NOT_FOUND") },
  "admin.sandbox.moveClock": { input: () => ({ seconds: 60, reason: "to see a hold end" }), gives: staff("NOT_FOUND") },
};
