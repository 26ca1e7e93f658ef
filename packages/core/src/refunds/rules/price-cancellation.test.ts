import { describe, expect, test } from "vitest";

import type { RefundRule, SegmentFacts, TripFacts } from "./facts.ts";
import { priceCancellation } from "./price-cancellation.ts";
import type { PaidLine } from "./price-cancellation.ts";
import { bookedAt, delayed, sampleFlight, samplePlaces, sampleTrip } from "./rule-samples.ts";

const { newYork, chicago, sanJuan, london, tokyo, paris } = samplePlaces;
const fare: PaidLine = { id: "fare", kind: "fare", segment: 0, amount: 9999 };
const tax: PaidLine = { id: "tax", kind: "tax", segment: 0, amount: 1401 };
const seat: PaidLine = { id: "seat", kind: "seat", segment: 0, amount: 1500 };

/** What becomes of the fare: its refund and the rule. */
function fareOf(facts: TripFacts) {
  const [line] = priceCancellation(facts, [fare]);
  return line && { refunded: line.refunded, rule: line.rule };
}

describe("by the conditions of the fare", () => {
  test("Saver keeps the fare and the extras, and gives back the taxes of a flight that is not taken", () => {
    expect(priceCancellation(sampleTrip([sampleFlight()], 48), [fare, tax, seat])).toMatchObject([
      { refunded: 0, why: "Saver: not refundable" },
      { refunded: 1401, why: "Taxes and airport charges of a flight that is not taken are refunded" },
      { refunded: 0, why: "Fees and extras are not refundable" },
    ]);
  });

  test("a share of the fare is rounded half up, once for each line", () => {
    const flight = sampleFlight({ brand: { name: "Standard", refundPercent: 50 } });

    expect(priceCancellation(sampleTrip([flight], 48), [fare])).toMatchObject([
      { refunded: 5000, why: "Standard: 50 % of the fare is refundable" },
    ]);
  });
});

describe("the 24 hours of 14 CFR 259.5(b)(4)", () => {
  const flight = (departsInHours: number, change: Partial<SegmentFacts> = {}) =>
    sampleFlight({ departsInHours, destination: newYork, ...change });

  test("give everything back, extras too, and say so", () => {
    expect(priceCancellation(sampleTrip([flight(240)], 3), [fare, tax, seat])).toMatchObject(
      [9999, 1401, 1500].map((refunded) => ({
        refunded,
        why: "Booked 3 hours ago and at least 7 days before departure: full refund, 14 CFR 259.5(b)(4)",
      })),
    );
  });

  test.each<[string, TripFacts, string]>([
    ["at the last moment of the 24 hours", sampleTrip([flight(240)], 24), "us-24-hours"],
    ["a moment later", sampleTrip([flight(240)], 24.001), "fare-conditions"],
    ["exactly seven days before departure", sampleTrip([flight(168)], 1), "us-24-hours"],
    ["less than seven days before departure", sampleTrip([flight(167.9)], 1), "fare-conditions"],
    ["when only the way back is a week ahead", sampleTrip([flight(100), flight(300)], 1), "fare-conditions"],
    ["to a territory of the United States", sampleTrip([flight(240, { destination: sanJuan })], 1), "us-24-hours"],
    ["for a trip that does not touch the United States", sampleTrip([sampleFlight()], 1), "fare-conditions"],
  ])("%s", (_case, facts, rule) => {
    expect(fareOf(facts)).toMatchObject({ rule });
  });
});

test("flights that a trip was changed to neither bring the 24 hours nor take them away", () => {
  const [soon, american] = [sampleFlight({ departsInHours: 72 }), sampleFlight({ destination: newYork })];

  expect(fareOf(sampleTrip([sampleFlight(), { ...american, reserved: false }], 1))).toMatchObject({ rule: "fare-conditions" });
  expect(fareOf(sampleTrip([american, { ...soon, reserved: false }], 1))).toMatchObject({ rule: "us-24-hours" });
});

describe("a flight that the airline cancels or changes", () => {
  const domestic = sampleFlight({ origin: newYork, destination: chicago });
  const atlantic = sampleFlight({ origin: newYork, destination: london });

  test.each<[string, SegmentFacts, string]>([
    ["cancelled, to the United States", sampleFlight({ destination: newYork, cancelledByCarrier: true }), "us-flight-cancelled"],
    [
      "cancelled, into the European Union by a carrier that is licensed there",
      sampleFlight({ origin: tokyo, licensedIn: "DE", cancelledByCarrier: true }),
      "eu-flight-cancelled",
    ],
    ["cancelled, within the European Union", sampleFlight({ cancelledByCarrier: true }), "eu-flight-cancelled"],
    ["cancelled, elsewhere", sampleFlight({ origin: tokyo, destination: london, cancelledByCarrier: true }), "flight-cancelled"],
    ["cancelled, from London", sampleFlight({ origin: london, cancelledByCarrier: true }), "uk-flight-cancelled"],
    [
      "cancelled, into London by a carrier of the Union",
      sampleFlight({ origin: tokyo, destination: london, licensedIn: "DE", cancelledByCarrier: true }),
      "uk-flight-cancelled",
    ],
    [
      "cancelled, into the Union by a British carrier",
      sampleFlight({ origin: tokyo, destination: paris, licensedIn: "GB", cancelledByCarrier: true }),
      "uk-flight-cancelled",
    ],
    [
      "cancelled, from London to Paris, which both laws are about",
      sampleFlight({ origin: london, destination: paris, licensedIn: "FR", cancelledByCarrier: true }),
      "eu-flight-cancelled",
    ],
    ["domestic, 3 hours late", delayed(domestic, 3, 3), "us-flight-changed"],
    ["domestic, 2 hours and 59 minutes late", delayed(domestic, 2.98, 2.98), "fare-conditions"],
    ["international, 3 hours late", delayed(atlantic, 3, 3), "fare-conditions"],
    ["international, 6 hours late", delayed(atlantic, 0, 6), "us-flight-changed"],
    ["domestic, 3 hours early", delayed(domestic, -3, -3), "us-flight-changed"],
    ["which the flight before comes too late for", sampleFlight({ origin: tokyo, destination: london, missed: true }), "missed-connection"],
    ["from Paris, 5 hours late", delayed(sampleFlight(), 5, 5), "eu-long-delay"],
    ["from Paris, almost 5 hours late", delayed(sampleFlight(), 4.99, 4.99), "fare-conditions"],
    ["from London to Tokyo, 5 hours late", delayed(sampleFlight({ origin: london, destination: tokyo }), 5, 5), "uk-long-delay"],
    [
      "from London to Tokyo, almost 5 hours late",
      delayed(sampleFlight({ origin: london, destination: tokyo }), 4.99, 4.99),
      "fare-conditions",
    ],
    [
      "from Tokyo to London by a Japanese carrier, 5 hours late",
      delayed(sampleFlight({ origin: tokyo, destination: london, licensedIn: "JP" }), 5, 5),
      "fare-conditions",
    ],
    ["from Tokyo, 5 hours late", delayed(sampleFlight({ origin: tokyo, destination: paris }), 5, 5), "fare-conditions"],
  ])("%s", (_case, flight, rule) => {
    expect(fareOf(sampleTrip([flight], 48))).toEqual({ refunded: rule === "fare-conditions" ? 0 : 9999, rule });
  });

  test("makes the rest of the trip refundable too, as long as somebody still travels on it", () => {
    const cancelled = sampleFlight({ cancelledByCarrier: true, departsInHours: 300 });

    expect(fareOf(sampleTrip([sampleFlight(), cancelled], 48))).toMatchObject({ refunded: 9999 });
    expect(fareOf(sampleTrip([sampleFlight(), { ...cancelled, given: true }], 48))).toMatchObject({ refunded: 0 });
  });
});

test("for a day after a late reassignment of seats everything comes back", () => {
  const until = new Date(bookedAt.getTime() + 24 * 3_600_000);

  expect(fareOf(sampleTrip([sampleFlight()], 23.9, { freeCancellationUntil: until }))).toMatchObject({ rule: "seats-reassigned" });
  expect(fareOf(sampleTrip([sampleFlight()], 24, { freeCancellationUntil: until }))).toMatchObject({ rule: "fare-conditions" });
});

test("a rule is for the bookings made while it was in force", () => {
  const half: RefundRule = {
    id: "half",
    from: "2026-12-01",
    until: "2027-01-01",
    grant: () => ({ shareOf: () => ({ percent: 50, why: "" }) }),
  };
  const madeOn = (day: string) => {
    const made = new Date(day);
    return priceCancellation(sampleTrip([sampleFlight()], 48, { reservedAt: made, confirmedAt: made }), [fare], [half])[0]?.refunded;
  };

  expect(["2026-11-30T23:59:59Z", "2026-12-01", "2026-12-31T23:59:59Z", "2027-01-01"].map(madeOn)).toEqual([0, 5000, 5000, 0]);
});

test("the United Kingdom was under the European regulation until the end of 2020, and has it as its own since", () => {
  const flight = (day: string) =>
    sampleFlight({ origin: london, departsAt: new Date(day), arrivesAt: new Date(`${day}T05:00Z`), cancelledByCarrier: true });
  const made = new Date("2020-06-01");
  const ruleFor = (day: string) => fareOf(sampleTrip([flight(day)], 0, { now: made, reservedAt: made, confirmedAt: made }))?.rule;

  expect([ruleFor("2020-12-31"), ruleFor("2021-01-01")]).toEqual(["eu-flight-cancelled", "uk-flight-cancelled"]);
});

test("a line for the whole trip comes back only as far as it does for each flight", () => {
  const flights = [sampleFlight({ brand: { name: "Flex", refundPercent: 100 } }), sampleFlight()];

  expect(priceCancellation(sampleTrip(flights, 48), [{ ...fare, segment: null }])).toMatchObject([{ refunded: 0 }]);
});

test("what comes back in a currency of three decimals can be paid back: its last digit is 0", () => {
  const half = sampleFlight({ brand: { name: "Half", refundPercent: 50 } });

  expect(priceCancellation(sampleTrip([half], 48, { currency: "KWD" }), [{ ...fare, amount: 5130 }])).toMatchObject([{ refunded: 2570 }]);
});
