import { storeReminders } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { bookTrip, cancelByQuote, makeFlight, runJobs, startChange, startTestCore } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { getFlight } from "../flights/get-flight.ts";
import { updateProfile } from "../profile/update-profile.ts";
import { makeStaff } from "../testing/staff.ts";
import { formatMoment } from "../tickets/ticket-words.ts";
import { toZonedTime } from "../time.ts";
import { queueReminders } from "./queue-reminders.ts";

const hour = 3600;

async function bookedFlight(core: TestCore, ctx: Context<User>, departsInHours: number) {
  const flightId = await makeFlight(core.app.db, { departsInHours });
  return { flightId, booking: await bookTrip(core, ctx, { flights: [flightId] }) };
}

async function reminders(core: TestCore): Promise<string[]> {
  const kind = { in: ["flight.check_in_open", "flight.reminder"] };
  const stored = await core.app.db.prisma.notification.findMany({ where: { kind }, orderBy: { createdAt: "asc" } });
  return stored.map((message) => message.kind);
}

async function move(core: TestCore, flightId: FlightId, hours: number): Promise<void> {
  await core.app.db.pool.query(
    `UPDATE flight SET departs_at = departs_at + $2 * interval '1 h', arrives_at = arrives_at + $2 * interval '1 h',
            sales_close_at = sales_close_at + $2 * interval '1 h' WHERE id = $1`,
    [flightId, hours],
  );
}

test("check-in is announced 48 hours before a departure and the departure 24 hours before it, each once", async () => {
  await using core = await startTestCore();
  await bookedFlight(core, await core.traveller(), 50);
  expect(await queueReminders(core.app)).toBe(0);

  await core.database.advanceClock(3 * hour);
  expect([await queueReminders(core.app), await queueReminders(core.app)]).toEqual([1, 0]);
  expect(await reminders(core)).toEqual(["flight.check_in_open"]);
  await core.database.advanceClock(24 * hour);
  expect([await queueReminders(core.app), await queueReminders(core.app)]).toEqual([1, 0]);
  await core.database.advanceClock(23 * hour);
  expect(await queueReminders(core.app)).toBe(0);
  expect(await reminders(core)).toEqual(["flight.check_in_open", "flight.reminder"]);
});

test("who changes to a flight that leaves within the hours of a reminder has just been told when it leaves", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  await stage.core.database.advanceClock(100 * hour);
  const { quote } = await stage.quote(await stage.makeFlight({ departsInHours: 20 }));
  await stage.change(quote);

  expect(await queueReminders(stage.core.app)).toBe(0);
});

test("a flight that is moved takes its reminder with it, and one that was sent is not sent again", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const [later, sooner] = [await bookedFlight(core, ctx, 50), await bookedFlight(core, ctx, 100)];
  await move(core, later.flightId, 24);
  await core.database.advanceClock(3 * hour);
  expect(await queueReminders(core.app)).toBe(0);

  await move(core, sooner.flightId, -75);
  expect(await queueReminders(core.app)).toBe(1);
  expect(await reminders(core)).toEqual(["flight.reminder"]);
  await move(core, sooner.flightId, 5);
  await core.database.advanceClock(4 * hour);
  expect(await queueReminders(core.app)).toBe(0);
});

test("nobody is reminded of a flight that they do not take, that does not fly, or that they have only just bought", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const [cancelled, grounded] = [await bookedFlight(core, ctx, 49), await bookedFlight(core, ctx, 49)];
  await cancelByQuote(ctx, cancelled.booking);
  await core.app.db.prisma.flight.update({ where: { id: grounded.flightId }, data: { status: "cancelled" } });
  await core.database.advanceClock(2 * hour);
  await bookedFlight(core, ctx, 40);

  expect(await queueReminders(core.app)).toBe(0);
});

test("a night in which the clocks change is as long as it is: the reminder comes 24 hours before, by any clock", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { flightId } = await bookedFlight(core, ctx, 60);
  // Summer time ends in Paris on 25 October 2026 at 03:00; the flight leaves at noon that day, 25 hours after noon of the day before.
  await core.app.db.pool.query(
    `UPDATE flight SET departs_at = '2026-10-25T12:00+01:00', arrives_at = '2026-10-25T14:00+01:00', sales_close_at = '2026-10-25T11:00+01:00'
      WHERE id = $1`,
    [flightId],
  );
  await core.app.db.pool.query("UPDATE booking SET confirmed_at = '2026-10-01T00:00Z'");
  const at = async (instant: string) => {
    await core.app.db.pool.query(
      `INSERT INTO sandbox_clock (advance_seconds) VALUES (extract(epoch FROM $1::timestamptz - now())::bigint)
       ON CONFLICT (singleton) DO UPDATE SET advance_seconds = excluded.advance_seconds`,
      [instant],
    );
    return queueReminders(core.app);
  };
  await at("2026-10-24T10:00+02:00");

  expect(await at("2026-10-24T12:30+02:00")).toBe(0);
  expect(await at("2026-10-24T13:01+02:00")).toBe(1);
  await runJobs(core, "notification.send");
  expect(core.mails.find(({ subject }) => subject.startsWith("Your flight:"))?.text).toContain("12:00 (CET)");
});

test("the reminder tells of new times that nobody has accepted, with what comes back, and says when check-in closes by them", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const { flightId, booking } = await bookedFlight(core, ana, 40);
  await delayFlight(staff, { flightId, minutes: 320, reason: "fog" });
  await core.database.advanceClock(22 * hour);
  await queueReminders(core.app);
  await runJobs(core, "notification.send");
  const text = core.mails.find(({ subject }) => subject.startsWith("Your flight:"))?.text.replaceAll(/\s+/gu, " ");
  expect(text).toContain(`all of the €${(booking.total.amount / 100).toFixed(2)} that you paid`);
  const { expectedDeparts } = await getFlight(core.app, { flightId });
  const closes = toZonedTime(new Date(expectedDeparts.at.getTime() - 3_600_000), expectedDeparts.timeZone);
  expect(text).toContain(`Check-in closes ${formatMoment(closes)}`);
});

test("two workers at the same moment store one reminder; without the key that makes it one, two", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  await bookedFlight(core, ctx, 50);
  await bookedFlight(core, ctx, 74);
  const due = { kind: "flight.check_in_open", before: 48, after: 24 };
  /** The second one looks before the first one has committed. */
  const race = async () => {
    const looked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const first = core.app.db.transaction(async (tx) => {
      const ids = await storeReminders(tx, due, 100);
      looked.resolve();
      await go.promise;
      return ids.length;
    });
    await looked.promise;
    const second = core.app.db.transaction((tx) => storeReminders(tx, due, 100));
    const asleep = await Promise.race([second.then(() => false), new Promise((resolve) => setTimeout(resolve, 300, true))]);
    go.resolve();
    return { asleep, stored: (await first) + (await second).length };
  };
  await core.database.advanceClock(3 * hour);
  expect(await race()).toEqual({ asleep: true, stored: 1 });

  await core.database.advanceClock(24 * hour);
  await core.app.db.pool.query("DROP INDEX notification_dedupe_key_key");
  expect(await race()).toEqual({ asleep: false, stored: 2 });
});

test("whoever wants no reminders by mail gets none, and can read them in the account", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  await updateProfile(ctx, { preferences: { seat: null, meal: null, assistance: [], emails: { offers: false, reminders: false } } });
  await bookedFlight(core, ctx, 50);
  await bookedFlight(core, other, 50);
  await core.database.advanceClock(3 * hour);
  await queueReminders(core.app);
  await runJobs(core, "notification.send");

  // What concerns the contract is told to everybody.
  const confirmed = core.mails.filter(({ subject }) => subject.startsWith("Booking confirmed"));
  expect(confirmed.map(({ to }) => to).toSorted()).toEqual([ctx.actor.email, other.actor.email].toSorted());
  const mailed = core.mails.filter(({ subject }) => subject.startsWith("Check-in is open"));
  expect(mailed.map(({ to }) => to)).toEqual([other.actor.email]);
  const stored = await core.app.db.prisma.notification.findFirst({ where: { userId: ctx.actor.userId, kind: "flight.check_in_open" } });
  expect(stored).toMatchObject({ state: "withheld", title: "Check-in is open for Lisbon" });
});
