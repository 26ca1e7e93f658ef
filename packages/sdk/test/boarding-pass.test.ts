import { expect, test } from "vitest";

import { decodeBoardingPass, isSkyholdError } from "../src/index.ts";

const pass = "M1NOVAK/ANA           EB7K3QX CDGLISNV 0123 335Y012A0007 100";

test("a boarding pass tells who flies where, when and in which seat", () => {
  expect(decodeBoardingPass(pass, { near: new Date("2026-11-22T12:00:00Z") })).toEqual({
    surname: "NOVAK",
    givenName: "ANA",
    legs: [
      {
        recordLocator: "B7K3QX",
        origin: "CDG",
        destination: "LIS",
        flight: "NV 123",
        departureDate: "2026-12-01",
        compartment: "Y",
        seat: "12A",
        sequence: 7,
      },
    ],
  });
});

test.for([
  ["001", "2026-12-31T23:00:00Z", "2027-01-01"],
  ["365", "2027-01-01T02:00:00Z", "2026-12-31"],
  ["366", "2028-12-30T00:00:00Z", "2028-12-31"],
  ["366", "2029-01-02T00:00:00Z", "2028-12-31"],
  ["060", "2028-02-27T00:00:00Z", "2028-02-29"],
])("day %s, read on %s, is %s", ([day, near, date]) => {
  const [leg] = decodeBoardingPass(pass.replace("335Y", `${day}Y`), { near: new Date(near ?? "") }).legs;
  expect(leg?.departureDate).toBe(date);
});

test("two flights on one pass, a letter behind a number, no seat and no number of check-in yet", () => {
  const second = "B7K3QX LISJFKNV 0045A336J             100";
  const { legs } = decodeBoardingPass(`M2${pass.slice(2)}${second}`, { near: new Date("2026-11-22T12:00:00Z") });
  expect(legs).toHaveLength(2);
  expect(legs[1]).toMatchObject({ flight: "NV 45A", compartment: "J", seat: null, sequence: null, departureDate: "2026-12-02" });
});

test.for([
  "",
  "M1",
  "hello",
  pass.slice(0, 40),
  pass.replace("335Y", "XYZY"),
  pass.replace("CDG", "c-1"),
  pass.replace("M1", "S1"),
  `M9${pass.slice(2)}`,
  "https://example.com/ticket/B7K3QX",
])("what is no boarding pass is refused by name: %j", (text) => {
  expect(() => decodeBoardingPass(text)).toThrow(expect.toSatisfy((error) => isSkyholdError(error, "INVALID_INPUT")));
});
