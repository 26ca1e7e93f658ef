import { expect, test } from "vitest";

import { decodePass, encodePass, passName } from "./boarding-pass-code.ts";
import type { PassContent } from "./boarding-pass-code.ts";

const pass: PassContent = {
  recordLocator: "K7QX2M",
  surname: "Núñez-O'Brien",
  givenName: "Zoë",
  origin: "CDG",
  destination: "LIS",
  airlineCode: "6E",
  flightNumber: 45,
  suffix: "A",
  date: "2026-12-01",
  cabin: "premium_economy",
  seat: "12A",
  sequence: 7,
  passCode: "ABCDEFGH23",
};

test("the 60 characters that every scanner reads stand in their places, padded as the standard has them", () => {
  const text = encodePass(pass);
  expect(text.slice(0, 58)).toBe("M1NUNEZ OBRIEN/ZOE    EK7QX2M CDGLIS6E 0045A335W012A0007 1");
  expect(Number.parseInt(text.slice(58, 60), 16)).toBe(text.length - 60);
  expect(text).toContain("ABCDEFGH23");
});

test("what was encoded is read again, whole", () => {
  expect(decodePass(encodePass(pass))).toEqual({
    name: "NUNEZ OBRIEN/ZOE",
    recordLocator: "K7QX2M",
    origin: "CDG",
    destination: "LIS",
    airlineCode: "6E",
    flightNumber: 45,
    suffix: "A",
    dayOfYear: 335,
    seat: "12A",
    sequence: 7,
    passCode: "ABCDEFGH23",
  });
  expect(decodePass(encodePass({ ...pass, seat: null, suffix: "", flightNumber: 9999, date: "2028-12-31" }))).toMatchObject({
    seat: null,
    suffix: "",
    flightNumber: 9999,
    dayOfYear: 366,
  });
});

test("a long name loses the end of the given name first, and letters of every Latin alphabet become those of the standard", () => {
  expect(passName({ surname: "Wolfeschlegelsteinhausen", givenName: "Hubert" })).toBe("WOLFESCHLEGELSTEIN/H");
  expect(passName({ surname: "Łukaszewicz", givenName: "Maximiliana" })).toBe("LUKASZEWICZ/MAXIMILI");
  expect(passName({ surname: "Nguyễn", givenName: "Thị Ánh" })).toBe("NGUYEN/THI ANH");
});

test.each([
  "",
  "hello",
  "M1",
  encodePass(pass).replace("0007 ", "99999"),
  `M1${"X".repeat(58)}`,
  `M2${encodePass(pass).slice(2)}`,
  encodePass(pass).slice(0, 40),
  `M1${"\u0000".repeat(58)}`,
])("what is no boarding pass of one leg is not read: %j", (text) => {
  expect(decodePass(text)).toBeNull();
});
