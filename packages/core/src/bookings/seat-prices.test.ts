import fc from "fast-check";
import { expect, test } from "vitest";

import type { Party } from "../fares/party.ts";
import { getSeatMap } from "../seats/get-seat-map.ts";
import { findOfferOf, makeFlight, startTestCore } from "../testing/index.ts";
import type { Traveller } from "../testing/index.ts";
import type { Booking } from "./booking.ts";
import { changeSeats } from "./change-seats.ts";
import { mayUseExitRow } from "./compose-hold.ts";
import { holdSeats } from "./hold-seats.ts";
import { quoteSeatChange } from "./quote-seat-change.ts";
import { releaseHold } from "./release-hold.ts";

/** Row 1 has more legroom, row 2 an exit; every other seat costs its choice. */
const priced = { rows: 5, legroomRows: [1], exitRows: [2], seatFee: 500, legroomFee: 2500 };

const seatLines = ({ lines }: Pick<Booking, "lines">) => lines.filter(({ kind }) => kind === "seat");
const sum = ({ lines }: Pick<Booking, "lines">) => lines.reduce((total, { amount }) => total + amount.amount, 0);

async function start() {
  const core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, priced);
  const hold = async (seats: string[] | undefined, traveller: Traveller = {}) => {
    const offer = await findOfferOf(ctx, flight, traveller);
    const booking = await holdSeats(ctx, { offer: offer.token, ...(seats && { seats: [seats] }) }, ctx.newId("aud"));
    return { offer, booking };
  };
  return { core, ctx, flight, hold, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

test("chosen seats are lines of the booking, by name, and part of its total", async () => {
  await using stage = await start();

  const { offer, booking } = await stage.hold(["1A", "2A", "3A"], { party: { adults: 3 } });

  const place = (passenger: number) => ({ kind: "seat", segment: 0, passenger });
  expect(seatLines(booking)).toEqual([
    { ...place(0), code: "LEGROOM", label: "Seat 1A, extra legroom", amount: { amount: 2500, currency: "EUR" } },
    { ...place(1), code: "LEGROOM", label: "Seat 2A, exit row", amount: { amount: 2500, currency: "EUR" } },
    { ...place(2), code: "SEAT", label: "Seat 3A", amount: { amount: 500, currency: "EUR" } },
  ]);
  expect(booking.lines.slice(0, -3)).toEqual(offer.lines);
  expect(booking.total).toEqual({ amount: offer.total.amount + 5500, currency: "EUR" });
});

test("a brand that includes the choice waives it, but not more legroom", async () => {
  await using stage = await start();

  const { booking } = await stage.hold(["1A", "3A"], { party: { adults: 2 }, brand: "FLEX" });

  expect(seatLines(booking).map(({ label }) => label)).toEqual(["Seat 1A, extra legroom"]);
});

test("a child pays for more legroom only, an infant for nothing", async () => {
  await using stage = await start();
  const party = { adults: 1, children: 1, infants: 1 };

  expect(seatLines((await stage.hold(["3A", "3B"], { party })).booking).map(({ label }) => label)).toEqual(["Seat 3A"]);
  expect(seatLines((await stage.hold(["1A", "1B"], { party })).booking).map(({ passenger }) => passenger)).toEqual([0, 1]);
});

test("seats that nobody chose are free of charge, and are those with more legroom only when there are no others", async () => {
  await using stage = await start();
  const rowOf = ({ booking }: { booking: Booking }) => booking.passengers.flatMap(({ seats }) => seats.map((seat) => Number(seat?.[0])));
  const parties = [6, 6, 5];
  for (const adults of parties) {
    const held = await stage.hold(undefined, { party: { adults } });
    expect(held.booking.total).toEqual(held.offer.total);
    expect(Math.min(...rowOf(held))).toBeGreaterThan(2);
  }
  const last = await stage.hold(undefined, { party: { adults: 2 } });

  expect(last.booking.total).toEqual(last.offer.total);
  expect(Math.max(...rowOf(last))).toBeLessThan(4);
});

test.each([
  [2500, ["2A", "2C"]],
  [0, ["1A", "1B"]],
])("a party that chose nothing is seated together in more legroom that costs %i as %j", async (legroomFee, seats) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { rows: 2, legroomRows: [1], legroomFee });
  const { pool } = core.app.db;
  await pool.query(
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) SELECT $1, '2' || s, 'economy', 'broken', 'infinity' FROM unnest('{B,D,E,F}'::text[]) s",
    [flight],
  );
  const { token } = await findOfferOf(ctx, flight, { party: { adults: 2 } });

  const booking = await holdSeats(ctx, { offer: token }, "key");

  expect(booking.passengers.flatMap((passenger) => passenger.seats)).toEqual(seats);
});

test("who was given a seat pays when choosing another one", async () => {
  await using stage = await start();
  const { offer, booking } = await stage.hold(undefined);
  const other = booking.passengers[0]?.seats[0] === "5A" ? "5B" : "5A";

  const chosen = await changeSeats(stage.ctx, { bookingId: booking.id, seats: [[other]] });

  expect(chosen.total.amount).toBe(offer.total.amount + 500);
});

test("the map shows what an adult pays, at list prices or under a brand; a brand that does not exist is refused", async () => {
  await using stage = await start();
  const prices = async (brand?: string) => {
    const { seats } = await getSeatMap(stage.ctx, { flightId: stage.flight, ...(brand !== undefined && { brand }) });
    return ["1A", "2A", "3A"].map((name) => seats.find(({ seat }) => seat === name)?.price);
  };

  expect(await prices()).toEqual([2500, 2500, 500].map((amount) => ({ amount, currency: "EUR" })));
  expect(await prices("SAVER")).toEqual(await prices());
  expect(await prices("FLEX")).toEqual([{ amount: 2500, currency: "EUR" }, { amount: 2500, currency: "EUR" }, null]);
  await expect(prices("NOPE")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "brand" }] } });
});

test("the same key answers the same booking, also when staff have changed the price since", async () => {
  await using stage = await start();
  const offer = await findOfferOf(stage.ctx, stage.flight, {});
  const ask = () => holdSeats(stage.ctx, { offer: offer.token, seats: [["1A"]] }, "key");
  const first = await ask();
  await stage.core.app.db.prisma.flightCabin.updateMany({ data: { legroomFeeMinor: 9900 } });

  expect(await ask()).toEqual(first);
  expect(first.total.amount).toBe(offer.total.amount + 2500);
});

const letters = ["A", "B", "C", "D", "E", "F"];
const everySeat = [1, 2, 3, 4, 5].flatMap((row) => letters.map((letter) => `${row}${letter}`));
const anyParty = fc
  .record({ adults: fc.integer({ min: 1, max: 3 }), children: fc.nat(2), infants: fc.nat(2) })
  .filter(({ adults, infants }) => infants <= adults);
const anySeats = fc.shuffledSubarray(everySeat, { minLength: 5, maxLength: 5 });
const mayAllSit = ({ adults, infants }: Party, seats: readonly string[]) =>
  seats.every(
    (seat, index) =>
      !seat.startsWith("2") || mayUseExitRow({ type: index < adults ? "ADT" : "CHD", position: index, requests: [], age: null }, infants),
  );

test(
  "whoever sits wherever, the total is the sum of the lines, and the seats cost what the map and the quote said",
  { timeout: 120_000 },
  async () => {
    await using stage = await start();
    const check = async (party: Party, brand: "SAVER" | "FLEX", [first, second]: [string[], string[]]) => {
      const map = await getSeatMap(stage.ctx, { flightId: stage.flight, brand });
      const priceOf = (seats: readonly string[]) =>
        seats.reduce((total, name, index) => {
          const seat = map.seats.find((each) => each.seat === name);
          const pays = index < party.adults || seat?.extraLegroom === true || seat?.exitRow === true;
          return total + (pays ? (seat?.price?.amount ?? 0) : 0);
        }, 0);
      const { offer, booking } = await stage.hold(first, { party, brand });
      expect([booking.total.amount, sum(booking)]).toEqual([offer.total.amount + priceOf(first), booking.total.amount]);
      const change = { bookingId: booking.id, seats: [second] };
      const quote = await quoteSeatChange(stage.ctx, change);
      const moved = await changeSeats(stage.ctx, change);
      expect([moved.total.amount, sum(moved)]).toEqual([offer.total.amount + priceOf(second), moved.total.amount]);
      expect([quote.total, quote.difference.amount]).toEqual([moved.total, moved.total.amount - booking.total.amount]);
      await releaseHold(stage.ctx, { bookingId: booking.id });
    };
    const choice = fc.tuple(anyParty, fc.constantFrom("SAVER" as const, "FLEX" as const), anySeats, anySeats);

    await expect(
      fc.assert(
        fc.asyncProperty(choice, async ([party, brand, ...lists]) => {
          const [first, second] = lists.map((seats) => seats.slice(0, party.adults + party.children));
          fc.pre(first !== undefined && second !== undefined && mayAllSit(party, first) && mayAllSit(party, second));
          await check(party, brand, [first, second]);
        }),
        { numRuns: 40 },
      ),
    ).resolves.toBeUndefined();
  },
);
