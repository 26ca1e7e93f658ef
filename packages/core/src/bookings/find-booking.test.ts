import { findBookingByLocator } from "@skyhold/db";
import { expect, test } from "vitest";

import { heldByGuest, boughtByGuest, nobody } from "../testing/guests.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import { findBooking, FindBookingInput, FoundBooking } from "./find-booking.ts";

const email = "ana@example.com";
const parse = (recordLocator: string, surname: string) => FindBookingInput.parse({ recordLocator, surname });

test("a locator and a surname, however they are typed, find the trip and its seats, and nothing of people", async () => {
  await using core = await startTestCore();
  const { booking } = await boughtByGuest(core, await makeFlight(core.app.db), { seat: "1A", email });
  const found = await findBooking(nobody(core), parse(` ${booking.recordLocator.toLowerCase()} `, "novak"));

  expect(FoundBooking.parse(found)).toMatchObject({ state: "confirmed", passengers: [{ type: "ADT", seats: ["1A"] }] });
  for (const secret of [/ana/iu, /nov/iu, /1990/u, /999\d{10}/u, /bkg_/u, /4242/u]) expect(JSON.stringify(found)).not.toMatch(secret);
});

test("an unknown locator, a wrong surname, a booking without names and an erased name get one and the same answer", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const [named, unnamed] = [
    await boughtByGuest(core, flight, { seat: "1A", email }),
    await heldByGuest(core, flight, { seat: "1B", email }),
  ];
  const erased = await boughtByGuest(core, flight, { seat: "1C", email });
  await core.app.db.pool.query("UPDATE passenger SET surname = 'Erased' WHERE booking_id = $1", [erased.booking.id]);
  await core.app.db.pool.query("UPDATE booking SET contact_email = 'usr_1@erased.invalid' WHERE id = $1", [erased.booking.id]);
  const asked = [
    parse("ZZZZZZ", "Novák"),
    parse("222222", "Novák"),
    parse(named.booking.recordLocator, "Nowak"),
    parse(named.booking.recordLocator, "-"),
    parse(unnamed.booking.recordLocator, "null"),
    parse(erased.booking.recordLocator, "Erased"),
  ];
  const answers = await Promise.all(asked.map((input) => findBooking(nobody(core), input).catch((error: unknown) => String(error))));

  expect(new Set(answers)).toEqual(new Set(["DomainError: There is no such booking, or it is not yours"]));
});

test("an unknown locator costs the reading of a booking, like a known one", async () => {
  await using core = await startTestCore();
  const { booking } = await boughtByGuest(core, await makeFlight(core.app.db), { seat: "1A", email });

  for (const locator of ["222222", booking.recordLocator, "ZZZZZZ"])
    expect(await findBookingByLocator(core.app.db, locator)).toMatchObject({ id: booking.id, surnames: ["Novák"] });
});

test("a locator may be tried ten times an hour, from wherever; the right surname counts too", async () => {
  await using core = await startTestCore();
  const { booking } = await boughtByGuest(core, await makeFlight(core.app.db), { seat: "1A", email });
  for (let attempt = 0; attempt < 10; attempt += 1)
    await expect(findBooking(nobody(core), parse(booking.recordLocator, `Nowak${"a".repeat(attempt)}`))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });

  await expect(findBooking(nobody(core), parse(booking.recordLocator, "Novák"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await core.database.advanceClock(3601);
  await expect(findBooking(nobody(core), parse(booking.recordLocator, "Novák"))).resolves.toMatchObject({ state: "confirmed" });
});

test("a network may look up thirty times an hour, whatever the locators; another network is not kept from it", async () => {
  await using core = await startTestCore();
  const from = (network: string) => ({ ...nobody(core), origin: { ...core.app.origin, network } });
  const locator = (count: number) => `ABC${"ABCDEFGH".charAt(count % 8)}${"ABCDEFGH".charAt(Math.floor(count / 8))}Z`;
  for (let attempt = 0; attempt < 30; attempt += 1)
    await expect(findBooking(from("home"), parse(locator(attempt), "Novák"))).rejects.toMatchObject({ code: "NOT_FOUND" });

  await expect(findBooking(from("home"), parse(locator(30), "Novák"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await expect(findBooking(from("office"), parse(locator(30), "Novák"))).rejects.toMatchObject({ code: "NOT_FOUND" });
});
