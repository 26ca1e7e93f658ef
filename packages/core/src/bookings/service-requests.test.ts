import { expect, test } from "vitest";

import { findOffer, makeFlight, startTestCore } from "../testing/index.ts";
import { changeSeats } from "./change-seats.ts";
import { getBooking } from "./get-booking.ts";
import { holdSeats } from "./hold-seats.ts";
import { setPassengers } from "./set-passengers.ts";

const adult = { givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" };

/** A flight with exit row 3 and an offer on it for two adults. */
async function forTwo() {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { exitRows: [3] });
  const { token: offer } = await findOffer(ctx, flight, { adults: 2, children: 0, infants: 0 });
  return { core, ctx, flight, offer, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test.each(["WCHR", "WCHS", "WCHC", "BLND", "DEAF", "UMNR"] as const)("a passenger with %s is not held into an exit row", async (code) => {
  await using trip = await forTwo();
  const { ctx, core, flight, offer } = trip;

  await expect(holdSeats(ctx, { offer, seats: [["3A", "3B"]], requests: [[], [code]] }, "a")).rejects.toMatchObject({
    code: "SEAT_NOT_ALLOWED",
    details: { flightId: flight, seat: "3B", why: "exit_row" },
  });
  expect(await core.app.db.prisma.seatClaim.count()).toBe(0);
  const booking = await holdSeats(ctx, { offer, seats: [["3A", "2B"]], requests: [[], [code]] }, "b");
  expect(booking.passengers.map(({ requests }) => requests)).toEqual([[], [code]]);
});

test("whoever has asked for assistance cannot change into an exit row, the others can", async () => {
  await using trip = await forTwo();
  const { ctx, offer } = trip;
  const { id: bookingId } = await holdSeats(ctx, { offer, requests: [["WCHC"], []] }, "key");

  await expect(changeSeats(ctx, { bookingId, seats: [["3C", "3B"]] })).rejects.toMatchObject({ details: { seat: "3C", why: "exit_row" } });
  await expect(changeSeats(ctx, { bookingId, seats: [["2C", "3B"]] })).resolves.toMatchObject({ state: "held" });
});

test("asking for assistance in an exit row is refused until the seat is changed; nothing of the call is written", async () => {
  await using trip = await forTwo();
  const { ctx, flight, offer } = trip;
  const { id: bookingId } = await holdSeats(ctx, { offer, seats: [["3A", "3B"]] }, "key");
  const passengers = [adult, { ...adult, requests: ["BLND" as const] }];

  await expect(setPassengers(ctx, { bookingId, passengers })).rejects.toMatchObject({
    code: "SEAT_NOT_ALLOWED",
    message: expect.stringContaining("passengers[1]"),
    details: { flightId: flight, seat: "3B", why: "exit_row" },
  });
  expect((await getBooking(ctx, { bookingId })).passengers[0]?.surname).toBeNull();
  await changeSeats(ctx, { bookingId, seats: [["3A", "2B"]] });
  const asked = await setPassengers(ctx, { bookingId, passengers });
  expect(asked.passengers.map(({ requests }) => requests)).toEqual([[], ["BLND"]]);
  const renamed = await setPassengers(ctx, { bookingId, passengers: [adult, adult] });
  expect(renamed.passengers[1]?.requests).toEqual(["BLND"]);
  const withdrawn = await setPassengers(ctx, { bookingId, passengers: [adult, { ...adult, requests: [] }] });
  expect(withdrawn.passengers[1]?.requests).toEqual([]);
});

test("whoever is not 15 on the day of the flight opens no exit: told when the date of birth is, and at each change of seats after", async () => {
  await using trip = await forTwo();
  const { ctx, core, flight, offer } = trip;
  const { id: bookingId } = await holdSeats(ctx, { offer, seats: [["3A", "3B"]] }, "key");
  const { departureDate } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  const day = Temporal.PlainDate.from(departureDate.toISOString().slice(0, 10)).subtract({ years: 15 });
  const [oldEnough, tooYoung] = [day, day.add({ days: 1 })].map((birthday) => ({ ...adult, birthDate: birthday.toString() }));
  if (!oldEnough || !tooYoung) throw new Error("There are two of them");

  await expect(setPassengers(ctx, { bookingId, passengers: [adult, tooYoung] })).rejects.toMatchObject({
    code: "SEAT_NOT_ALLOWED",
    message: expect.stringContaining("passengers[1] is not 15"),
    details: { flightId: flight, seat: "3B", why: "exit_row" },
  });
  await expect(setPassengers(ctx, { bookingId, passengers: [adult, oldEnough] })).resolves.toMatchObject({ state: "held" });
  await changeSeats(ctx, { bookingId, seats: [["3A", "2B"]] });
  await setPassengers(ctx, { bookingId, passengers: [adult, tooYoung] });
  await expect(changeSeats(ctx, { bookingId, seats: [["3A", "3B"]] })).rejects.toMatchObject({ details: { seat: "3B", why: "exit_row" } });
});

test("asking for assistance while moving into the exit row: one of the two is refused, whichever comes second", async () => {
  await using trip = await forTwo();
  const { ctx, offer } = trip;
  const { id: bookingId } = await holdSeats(ctx, { offer, seats: [["2A", "2B"]] }, "key");
  for (let round = 0; round < 8; round += 1) {
    await changeSeats(ctx, { bookingId, seats: [["2A", "2B"]] });
    await setPassengers(ctx, { bookingId, passengers: [adult, { ...adult, requests: [] }] });
    const both = [
      setPassengers(ctx, { bookingId, passengers: [adult, { ...adult, requests: ["DEAF" as const] }] }),
      changeSeats(ctx, { bookingId, seats: [["2A", "3B"]] }),
    ];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome.status === "rejected")).toMatchObject({ reason: { code: "SEAT_NOT_ALLOWED" } });
  }
});

test.each([
  ["a bassinet for an adult without an infant", [[], ["BSCT"], [], []], "requests[1]"],
  ["a bassinet for a child", [[], [], ["BSCT"], []], "requests[2]"],
  ["a request made twice", [["WCHR", "WCHR"], [], [], []], "requests[0]"],
  ["fewer lists than passengers", [["WCHR"]], "requests"],
] as const)("%s is refused", async (_case, requests, path) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { token: offer } = await findOffer(ctx, await makeFlight(core.app.db), { adults: 2, children: 1, infants: 1 });
  const input = { offer, requests: requests.map((codes) => [...codes]) };

  await expect(holdSeats(ctx, input, "a")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
  expect(await core.app.db.prisma.booking.count()).toBe(0);
  await expect(holdSeats(ctx, { offer, requests: [["BSCT"], [], [], []] }, "b")).resolves.toMatchObject({ state: "held" });
});
