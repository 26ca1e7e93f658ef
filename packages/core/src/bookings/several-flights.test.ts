import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import type { Party } from "../fares/party.ts";
import type { FlightId } from "../ids.ts";
import { startPayment } from "../payments/start-payment.ts";
import { makeFlight, news, offerOver, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import type { Booking } from "./booking.ts";
import { changeSeats } from "./change-seats.ts";
import { getBooking } from "./get-booking.ts";
import { holdSeats } from "./hold-seats.ts";
import { setPassengers } from "./set-passengers.ts";

const one: Party = { adults: 1, children: 0, infants: 0 };
const seatsOf = (booking: Booking) => booking.passengers.map(({ seats }) => seats);

async function makeFlights(core: TestCore, count: number): Promise<FlightId[]> {
  const flights: FlightId[] = [];
  for (let at = 0; at < count; at += 1) flights.push(await makeFlight(core.app.db, { departsInHours: 24 * (at + 1), exitRows: [5] }));
  return flights;
}

async function take(ctx: Context<User>, flight: FlightId, seat: string): Promise<Booking> {
  return holdSeats(ctx, { offer: (await offerOver(ctx, [flight])).token, seats: [[seat]] }, ctx.newId("aud"));
}

const liveSeats = async ({ app }: TestCore, bookingId: string) =>
  app.db.prisma.seatClaim.findMany({ where: { bookingId, releasedAt: null }, orderBy: { id: "asc" } });

test.each([2, 3, 4, 6])("a trip of %i flights is held whole, with its price line by line, and once for each key", async (count) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flights = await makeFlights(core, count);
  const { token, lines } = await offerOver(ctx, flights, { adults: 2, children: 1, infants: 1 });
  const seats = flights.map(() => ["2A", "2B", "2C"]);

  const booking = await holdSeats(ctx, { offer: token, seats }, "key");

  expect(booking.segments.map(({ flight }) => flight.id)).toEqual(flights);
  expect(seatsOf(booking)).toEqual(["2A", "2B", "2C", null].map((seat) => flights.map(() => seat)));
  expect(booking.lines.toSorted((a, b) => a.segment - b.segment)).toEqual(lines.toSorted((a, b) => a.segment - b.segment));
  expect(booking.total.amount).toBe(lines.reduce((sum, { amount }) => sum + amount.amount, 0));
  expect(await liveSeats(core, booking.id)).toHaveLength(3 * count);
  expect(await holdSeats(ctx, { offer: token, seats }, "key")).toEqual(booking);
  expect(await core.app.db.prisma.booking.count()).toBe(1);
});

test("a booking takes six flights and no more, however they come: the seventh is refused by the name of its field, and nothing is held", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flights = await makeFlights(core, 8);
  const halves = [(await offerOver(ctx, flights.slice(0, 4))).token, (await offerOver(ctx, flights.slice(4))).token];

  await expect(holdSeats(ctx, { offer: halves }, "key")).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "offer" }] },
  });
  expect(await core.app.db.prisma.seatClaim.count()).toBe(0);
});

test("one seat taken on one flight: nothing is held on any, and that seat is named with its flight", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flights = await makeFlights(core, 3);
  const { token } = await offerOver(ctx, flights, { ...one, adults: 2 });
  if (flights[1]) await take(other, flights[1], "1B");

  await expect(
    holdSeats(
      ctx,
      {
        offer: token,
        seats: [
          ["1A", "1B"],
          ["1A", "1B"],
          ["1A", "1B"],
        ],
      },
      "key",
    ),
  ).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: {
      seats: [{ flightId: flights[1], seat: "1B" }],
      alternatives: [["1A", "1B"], expect.not.arrayContaining(["1B"]), ["1A", "1B"]],
    },
  });
  expect(await core.app.db.prisma.seatClaim.count()).toBe(1);
});

test("without a choice the party sits together on every flight; when one of them is full, nothing is held and it is named", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flights = await makeFlights(core, 3);
  const { token } = await offerOver(ctx, flights, { adults: 2, children: 2, infants: 2 });

  const booking = await holdSeats(ctx, { offer: token, requests: [["BSCT"], ["WCHR"], [], [], [], []] }, "key");
  const rows = flights.map((_, segment) => new Set(seatsOf(booking).flatMap((seats) => Number.parseInt(seats[segment] ?? "0", 10))));
  expect(rows.map((each) => each.size)).toEqual([2, 2, 2]);
  expect(seatsOf(booking).slice(4)).toEqual([
    [null, null, null],
    [null, null, null],
  ]);
  expect(booking.passengers[1]?.seats.every((seat) => /[CD]$/u.test(seat ?? ""))).toBe(true);
  expect(await core.app.db.prisma.specialServiceRequest.count()).toBe(6);

  await core.app.db.pool.query(
    `INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at)
     SELECT f.id, s.seat_no, s.cabin, 'broken', 'infinity' FROM flight f JOIN seat s USING (seat_map_id) WHERE f.id = $1
     ON CONFLICT DO NOTHING`,
    [flights[1]],
  );
  await expect(holdSeats(other, { offer: token }, "key")).rejects.toMatchObject({ code: "CABIN_FULL", details: { flightId: flights[1] } });
  expect(await core.app.db.prisma.booking.count()).toBe(1);
});

test("a change of seats on one flight leaves the others alone, and a refused one names the flight and offers the nearest", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flights = await makeFlights(core, 2);
  const { token } = await offerOver(ctx, flights, { ...one, adults: 2 });
  const both = ["2A", "2B"];
  const { id: bookingId } = await holdSeats(ctx, { offer: token, seats: [both, both] }, "key");
  if (flights[1]) await take(other, flights[1], "3A");
  const before = await liveSeats(core, bookingId);

  await expect(
    changeSeats(ctx, {
      bookingId,
      seats: [
        ["4A", "4B"],
        ["3A", "2B"],
      ],
    }),
  ).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: {
      seats: [{ flightId: flights[1], seat: "3A" }],
      alternatives: [
        ["4A", "4B"],
        [expect.any(String), "2B"],
      ],
    },
  });
  expect(await liveSeats(core, bookingId)).toEqual(before);
  const moved = await changeSeats(ctx, { bookingId, seats: [both, ["2A", "3B"]] });
  expect(seatsOf(moved)).toEqual([
    ["2A", "2A"],
    ["2B", "3B"],
  ]);
  const after = new Set((await liveSeats(core, bookingId)).map(({ id }) => id));
  expect(before.filter(({ id }) => after.has(id))).toHaveLength(3);
});

/** A trip over two flights with its payment open and its time over. */
async function paidTooLate(core: TestCore) {
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const [first, second] = await makeFlights(core, 2);
  if (!first || !second) throw new Error("Two flights");
  const { token } = await offerOver(ctx, [first, second]);
  const { id: bookingId } = await holdSeats(ctx, { offer: token, seats: [["1A"], ["1A"]] }, "key");
  await setPassengers(ctx, { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  const { paymentId } = await startPayment(ctx, { bookingId });
  const payment = await core.app.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  await core.database.advanceClock(1801);
  return { ctx, other, bookingId, second, intentId: payment.stripeIntentId ?? "" };
}

test("paid late, a trip is taken back whole; on the flight whose seat has gone it gets another, and where all have gone nothing", async () => {
  await using core = await startTestCore();
  const lucky = await paidTooLate(core);
  expect(await news(core, core.provider.takeAtOnce(lucky.intentId))).toBe("confirmed");
  expect(await liveSeats(core, lucky.bookingId)).toHaveLength(2);

  const moved = await paidTooLate(core);
  await take(moved.other, moved.second, "1A");
  expect(await news(core, core.provider.takeAtOnce(moved.intentId))).toBe("confirmed");
  expect(await liveSeats(core, moved.bookingId)).toHaveLength(2);

  const unlucky = await paidTooLate(core);
  await take(unlucky.other, unlucky.second, "1A");
  await core.app.db.pool.query(
    `INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at)
     SELECT f.id, s.seat_no, s.cabin, 'crew rest', 'infinity' FROM flight f JOIN seat s ON s.seat_map_id = f.seat_map_id
      WHERE f.id = $1 AND s.seat_no <> '1A'`,
    [unlucky.second],
  );
  expect(await news(core, core.provider.takeAtOnce(unlucky.intentId))).toBe("refunding");
  expect(await liveSeats(core, unlucky.bookingId)).toEqual([]);
  expect(await getBooking(unlucky.ctx, { bookingId: unlucky.bookingId })).toMatchObject({ state: "expired", expiresAt: null });
});
