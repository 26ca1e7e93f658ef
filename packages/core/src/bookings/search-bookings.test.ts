import { expect, test } from "vitest";
import type { z } from "zod";

import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import { hold } from "../testing/bookings.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelBookingForStaff } from "./cancel-booking-for-staff.ts";
import { getBookingForStaff } from "./get-booking-for-staff.ts";
import { searchBookings, SearchBookingsInput } from "./search-bookings.ts";

async function setUp() {
  const core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const flights = [await makeFlight(core.app.db, { departsInHours: 240 }), await makeFlight(core.app.db, { departsInHours: 480 })] as const;
  const paid = await bookTrip(core, ctx, { flights: [flights[0]], brand: "SAVER" });
  const held = await hold(ctx, flights[1], ["1A", "1B"]);
  const find = async (input: z.input<typeof SearchBookingsInput>) =>
    (await searchBookings(staff, SearchBookingsInput.parse(input))).bookings.map(({ id }) => id);
  return { core, ctx, staff, flights, paid, held, find, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test("staff find a booking by its locator, surname, e-mail address, ticket, flight and day, in whatever case they type", async () => {
  await using made = await setUp();
  const { find, paid, held, ctx, flights } = made;
  const ticket = paid.passengers[0]?.ticketNumbers[0] ?? "";
  expect(await find({ query: paid.recordLocator.toLowerCase() })).toEqual([paid.id]);
  expect(await find({ query: "nov" })).toEqual([paid.id]);
  expect(await find({ query: ctx.actor.email.slice(0, 20).toUpperCase() + "@" })).toEqual([]);
  expect(await find({ query: ctx.actor.email.toUpperCase() })).toEqual([held.id, paid.id]);
  expect(await find({ query: `${ticket.slice(0, 3)}-${ticket.slice(3)}` })).toEqual([paid.id]);
  expect(await find({ query: held.segments[0]?.flight.designator.replace(" ", "") })).toEqual([held.id]);
  expect(await find({ flightId: flights[0] })).toEqual([paid.id]);
  expect(await find({ departureDate: held.segments[0]?.flight.departs.local.slice(0, 10) })).toEqual([held.id]);
  expect(await find({ state: "held" })).toEqual([held.id]);
  expect(await find({ query: "n%" })).toEqual([]);
});

test("a locator that looks like a flight finds its booking, beside those of the flight", async () => {
  await using made = await setUp();
  const { core, find, paid } = made;

  for (const recordLocator of ["NV2345", "X7234B"]) {
    await core.app.db.prisma.booking.update({ where: { id: paid.id }, data: { recordLocator } });
    expect(await find({ query: recordLocator })).toEqual([paid.id]);
  }
});

test("a list of bookings goes on where its page ended, and shows a hold whose time is over as expired", async () => {
  await using made = await setUp();
  const { core, staff, paid, held } = made;
  const first = await searchBookings(staff, { limit: 1 });
  expect(first.bookings).toMatchObject([{ id: held.id, state: "held", passengers: 2, name: null }]);
  const second = await searchBookings(staff, { limit: 1, ...(first.nextCursor && { cursor: first.nextCursor }) });
  expect(second).toMatchObject({ bookings: [{ id: paid.id, state: "confirmed", expiresAt: null }], nextCursor: null });
  await core.app.db.prisma.sandboxClock.create({ data: { advanceSeconds: 3600n } });
  expect((await searchBookings(staff, { limit: 1 })).bookings).toMatchObject([{ id: held.id, state: "expired", expiresAt: null }]);
});

test("the record of a booking tells its payment, its books and all that happened to it, in the order in which it happened", async () => {
  await using made = await setUp();
  const { staff, paid, ctx } = made;
  await cancelBookingForStaff(staff, { bookingId: paid.id, refund: "full", reason: "asked on the phone" }, "key");
  const record = await getBookingForStaff(staff, { bookingId: paid.id });
  expect(record.owner).toMatchObject({ email: ctx.actor.email, kind: "account" });
  expect(record.payments).toMatchObject([{ state: "captured", amount: paid.total }]);
  expect(record.refunds).toMatchObject([{ state: "pending", amount: paid.total }]);
  for (const { entries } of record.ledger) expect(entries.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(0);
  const told = record.timeline.map(({ about }) => about);
  expect(told[0]).toBe("booking");
  expect(new Set(told)).toEqual(new Set(["booking", "payment", "ticket", "message", "staff", "refund"]));
  expect(record.timeline.find(({ about }) => about === "staff")).toMatchObject({
    text: `${staff.actor.email} cancelled, or gave seats back`,
    detail: "asked on the phone",
  });
  // Codes are said in words, and a mail by its title, once it has one.
  const said = record.timeline.map(({ text }) => text);
  expect(said).toContain("Mail “booking confirmed”: pending");
  expect(said.filter((text) => /[a-z][._][a-z]/u.test(text.replace(staff.actor.email, "")))).toEqual([]);
  await expect(getBookingForStaff(staff, { bookingId: "bkg_00000000-0000-7000-8000-000000000000" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
