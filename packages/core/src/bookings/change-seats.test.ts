import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { hindered } from "../testing/hindered.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { changeSeats } from "./change-seats.ts";

const seatsOf = (booking: { passengers: { seats: (string | null)[] }[] }) => booking.passengers.map(({ seats }) => seats[0]);

test("a party moves before and after payment; the old seats are free again, and the deadline stays", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { booking, intentId } = await holdUpToPayment(ctx, flight, ["1A", "1B"]);

  const moved = await changeSeats(ctx, { bookingId: booking.id, seats: [["2A", "1B"]] });
  expect(seatsOf(moved)).toEqual(["2A", "1B"]);
  await expect(hold(other, flight, ["1A"])).resolves.toMatchObject({ state: "held" });
  await news(core, core.provider.takeAtOnce(intentId));
  expect(seatsOf(await changeSeats(ctx, { bookingId: booking.id, seats: [["3A", "3B"]] }))).toEqual(["3A", "3B"]);
  await core.database.advanceClock(3600);
  await expect(hold(other, flight, ["3A"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
});

test("two passengers of a booking change places", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const booking = await hold(ctx, await makeFlight(core.app.db), ["1A", "1B"]);

  expect(seatsOf(await changeSeats(ctx, { bookingId: booking.id, seats: [["1B", "1A"]] }))).toEqual(["1B", "1A"]);
});

test("when one of the new seats is taken, unknown or not allowed, everyone stays", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const booking = await hold(ctx, flight, ["1A", "1B"]);
  await hold(other, flight, ["2B"]);
  const moveTo = (seats: string[]) => changeSeats(ctx, { bookingId: booking.id, seats: [seats] });

  await expect(moveTo(["2A", "2B"])).rejects.toMatchObject({ code: "SEAT_TAKEN", details: { seats: [{ seat: "2B" }] } });
  await expect(moveTo(["2A", "9A"])).rejects.toMatchObject({ code: "SEAT_UNKNOWN" });
  await expect(moveTo(["2A"])).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(changeSeats(other, { bookingId: booking.id, seats: [["2A", "2C"]] })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(seatsOf(await moveTo(["1A", "1B"]))).toEqual(["1A", "1B"]);
  await core.database.advanceClock(901);
  await expect(moveTo(["2A", "2C"])).rejects.toMatchObject({ code: "BOOKING_STATE", details: { state: "expired" } });
});

test("many parties that move to each other's seats at once never share one, and nobody loses theirs", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const people = await Promise.all(["1A", "1B", "1C", "1D", "1E", "1F"].map(async (seat) => ({ seat, ctx: await core.traveller() })));
  const bookings = await Promise.all(people.map(async ({ ctx, seat }) => ({ ctx, booking: await hold(ctx, flight, [seat]) })));
  for (let round = 0; round < 5; round += 1) {
    const wanted = ["1B", "2A", "1D", "2A", "1A", "2B"].map((seat, index) => ({ seat, ...bookings[(index + round) % 6] }));
    await Promise.allSettled(
      wanted.map(async ({ ctx, booking, seat }) => ctx && booking && changeSeats(ctx, { bookingId: booking.id, seats: [[seat]] })),
    );
  }
  const live = await core.app.db.prisma.seatClaim.findMany({ where: { releasedAt: null } });

  expect(live).toHaveLength(6);
  expect(new Set(live.map(({ seatNo }) => seatNo)).size).toBe(6);
  expect(new Set(live.map(({ bookingId }) => bookingId)).size).toBe(6);
});

/** The same caller, to whom something happens in the middle: after the look at the first change of seats, and before the change itself. */
function overtaken(ctx: Context<User>, meanwhile: () => Promise<unknown>): Context<User> {
  let happened = false;
  return hindered(ctx, async ({ name, run }) => {
    if (name === "change_seats" && !happened) {
      happened = true;
      await meanwhile();
    }
    return run();
  });
}

test("whoever is overtaken between the look and the change is told what is true then: the seat is taken, or their own time has run out", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { id: bookingId } = await hold(ctx, flight, ["1A"]);
  const slower = overtaken(ctx, () => hold(other, flight, ["2A"]));
  await expect(changeSeats(slower, { bookingId, seats: [["2A"]] })).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: { seats: [{ seat: "2A" }] },
  });

  const late = overtaken(ctx, async () => {
    await core.database.advanceClock(901);
    await hold(other, flight, ["1A"]);
  });
  await expect(changeSeats(late, { bookingId, seats: [["3A"]] })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    details: { state: "expired" },
  });
  const live = await core.app.db.pool.query("SELECT seat_no FROM seat_claim WHERE released_at IS NULL AND expires_at > skyhold_now()");
  expect(live.rows).toEqual([{ seat_no: "1A" }]);
});
