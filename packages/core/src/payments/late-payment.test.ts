import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { sendNotification } from "../notifications/send-notification.ts";
import { blockSeats } from "../seats/block-seats.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import { capturePayment } from "./capture-payment.ts";

/** A booking up to payment whose time is over, with these of its seats, or others, taken by someone else meanwhile. */
async function lateWith(core: TestCore, flight: FlightId, { seats, taken }: { seats: readonly string[]; taken: readonly string[] }) {
  const ctx = await core.traveller();
  const late = await holdUpToPayment(ctx, flight, seats);
  await core.database.advanceClock(1801);
  for (const seat of taken) await hold(await core.traveller(), flight, [seat]);
  await expireHolds(core.app);
  return { ctx, ...late };
}

async function seatsOf(ctx: Context<User>, { booking }: Pick<Awaited<ReturnType<typeof lateWith>>, "booking">) {
  return (await getBooking(ctx, { bookingId: booking.id })).passengers.map(({ seats }) => seats[0]);
}

test(
  "a late payment whose seats are gone gets the nearest of the cabin side by side, is told, and may cancel free of charge for a day",
  { timeout: 20_000 },
  async () => {
    await using core = await startTestCore();
    const flight = await makeFlight(core.app.db);
    const late = await lateWith(core, flight, { seats: ["1A", "1B"], taken: ["1B"] });

    expect(await news(core, core.provider.authorise(late.intentId))).toBe("capturing");
    await capturePayment(core.app, { paymentId: late.paymentId });

    const confirmed = await getBooking(late.ctx, { bookingId: late.booking.id });
    expect(confirmed).toMatchObject({ state: "confirmed", total: late.booking.total, passengers: [{ seats: ["1F"] }, { seats: ["1E"] }] });
    const { freeCancellationUntil, confirmedAt } = await core.app.db.prisma.booking.findUniqueOrThrow({ where: { id: late.booking.id } });
    expect(Number(freeCancellationUntil) - Number(confirmedAt)).toBeGreaterThan(23.9 * 3_600_000);
    for (const { name, payload } of await core.sentJobs())
      if (name === "notification.send") await sendNotification(core.app, { notificationId: payload["notificationId"] ?? "" });
    const mail = core.mails.find(({ subject }) => subject.startsWith("Your seats have changed"));
    expect(mail?.text.replaceAll(/\s+/gu, " ")).toMatch(/Ana I Novák, XT \d+, Paris to Lisbon: seat 1F instead of 1A/u);
  },
);

test("whoever gets the very same seats back is told of no change and has no right beside the fare's", async () => {
  await using core = await startTestCore();
  const late = await lateWith(core, await makeFlight(core.app.db), { seats: ["1A"], taken: ["1B"] });

  expect(await news(core, core.provider.takeAtOnce(late.intentId))).toBe("confirmed");
  expect(await core.app.db.prisma.booking.findUnique({ where: { id: late.booking.id } })).toMatchObject({ freeCancellationUntil: null });
  expect(await core.app.db.prisma.notification.count({ where: { kind: "booking.seats_changed" } })).toBe(0);
});

test("two who sat side by side are not torn apart: where no two seats touch, the money goes back", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const late = await lateWith(core, flight, { seats: ["1A", "1B"], taken: ["1B", "1E"] });

  expect(await news(core, core.provider.authorise(late.intentId))).toBe("withdrawing");
  expect(await core.app.db.prisma.seatClaim.count({ where: { bookingId: late.booking.id, releasedAt: null } })).toBe(0);
});

test("an exit row is no way out for a party with a child, nor a blocked seat for anyone", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 2, exitRows: [2] });
  const late = await lateWith(core, flight, { seats: ["1A"], taken: ["1A"] });
  const child = { where: { bookingId: late.booking.id }, data: { type: "CHD" } } as const;
  await core.app.db.prisma.passenger.updateMany(child);
  const staff = { ...(await core.traveller()).actor, role: "staff" } as const;
  await blockSeats({ ...core.app, actor: staff }, { flightId: flight, seats: ["1B", "1C", "1D", "1E", "1F"], reason: "Crew rest" });

  expect(await news(core, core.provider.takeAtOnce(late.intentId))).toBe("refunding");
});

test("a flight that has left or is cancelled is never confirmed, whatever seats are free on it", async () => {
  await using core = await startTestCore();
  for (const status of ["cancelled", "in_air"] as const) {
    const flight = await makeFlight(core.app.db);
    const late = await lateWith(core, flight, { seats: ["1A"], taken: ["1A"] });
    await core.app.db.prisma.flight.update({ where: { id: flight }, data: { status } });

    expect(await news(core, core.provider.takeAtOnce(late.intentId))).toBe("refunding");
  }
});

test(
  "late payments and new buyers who want the same last seats at once: every seat once, and nobody stuck",
  { timeout: 60_000 },
  async () => {
    await using core = await startTestCore();
    const flight = await makeFlight(core.app.db, { rows: 3 });
    const late = [];
    for (const seat of ["1A", "1B", "1C", "1D", "1E", "1F"]) late.push(await holdUpToPayment(await core.traveller(), flight, [seat]));
    await core.database.advanceClock(1801);
    for (const seat of ["1A", "1B", "1C", "1D", "1E", "1F"]) await hold(await core.traveller(), flight, [seat]);
    const buyers = await Promise.all(Array.from({ length: 6 }, () => core.traveller()));
    const taken = late.map(({ intentId }) => core.provider.takeAtOnce(intentId));

    const attempts = Array.from({ length: 6 }, async (_, at) => {
      const intent = taken[at];
      const buyer = buyers[at];
      if (!intent || !buyer) throw new Error("Not enough of them");
      const [settled] = await Promise.allSettled([untilKnown(core, intent), hold(buyer, flight, [`2${"ABCDEF"[at]}`])]);
      return settled;
    });
    const outcomes = await Promise.all(attempts);

    expect(outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value)).toEqual(
      Array.from({ length: 6 }, () => "confirmed"),
    );
    const claims = await core.app.db.prisma.seatClaim.findMany({ where: { releasedAt: null } });
    expect(new Set(claims.map(({ seatNo }) => seatNo)).size).toBe(claims.length);
  },
);

/** News that meets a crowd comes again, as a webhook that was not answered with 2xx does. */
async function untilKnown(core: TestCore, intent: Parameters<typeof news>[1]): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const outcome = await news(core, intent).catch(() => null);
    if (outcome !== null) return outcome;
  }
  throw new Error("Never known");
}

test("a payment that finds every other seat of the cabin being taken at that moment waits for the outcome instead of giving up", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const late = await lateWith(core, flight, { seats: ["1A"], taken: ["1A", "1C", "1D", "1E", "1F"] });
  const rival = await core.app.db.pool.connect();
  await rival.query("BEGIN");
  await rival.query("SELECT pg_advisory_xact_lock(seat_lock_key($1, '1B'))", [flight]);
  const taken = core.provider.takeAtOnce(late.intentId);

  await expect(news(core, taken, "evt_busy")).rejects.toMatchObject({ code: "OVERLOADED" });
  await rival.query("ROLLBACK");
  rival.release();

  expect(await news(core, taken, "evt_busy")).toBe("confirmed");
  expect(await seatsOf(late.ctx, late)).toEqual(["1B"]);
});
