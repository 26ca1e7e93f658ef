import { setTimeout } from "node:timers/promises";

import { expect, test } from "vitest";

import { checkIn } from "../check-in/check-in.ts";
import { acceptChange, listChanges } from "../flights/accept-change.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { refundLeftBehind } from "../flights/refund-left-behind.ts";
import { FlightChangeId } from "../ids.ts";
import type { FlightId } from "../ids.ts";
import { brokenInvariants, makeStaff, runJobs, startChange } from "../testing/index.ts";
import { hindered } from "../testing/hindered.ts";
import { document, leave, moveLisbon } from "../testing/travel-day.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

type Stage = Awaited<ReturnType<typeof startChange>>;

const reason = "Late crew";

const late = async ({ core }: Stage, flightId: FlightId, minutes: number) =>
  delayFlight(await makeStaff(core), { flightId, minutes, reason });
const cancelled = ({ ctx, bookingId }: Stage) => quoteCancellation(ctx, { bookingId });

test("a flight that is late when it is changed to gives no right to the money of the trip; one that becomes later does", async () => {
  await using stage = await startChange({ more: 1 });
  const before = await cancelled(stage);
  const bought = await stage.makeFlight({ baseFare: 1000, departsInHours: 250 });
  await late(stage, bought, 170);
  const { quote, refund, due } = await stage.quote(bought);
  await stage.change(quote);

  // More than five hours after the timetable, and less than four after what was expected.
  await late(stage, bought, 400);
  expect((await cancelled(stage)).refund.amount + refund.amount).toBeLessThanOrEqual(before.refund.amount + due.amount);
  await late(stage, bought, 471);
  const later = await cancelled(stage);
  expect(later.refund).toEqual(later.paid);
  expect(later.trace).toEqual([expect.stringContaining("delayed by 5 hours")]);
});

test("who comes back to a flight that has become late since takes it as it is, whatever they had accepted of it before", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 1 });
  const { ctx, bookingId } = stage;
  const [first = await stage.makeFlight()] = stage.flights;
  await late(stage, first, 60);
  const { changes } = await listChanges(ctx, { bookingId });
  await acceptChange(ctx, { bookingId, changeId: FlightChangeId.parse(changes[0]?.id) });
  await stage.change((await stage.quote(await stage.makeFlight())).quote);
  await late(stage, first, 170);
  await stage.change((await stage.quote(first, { segments: [1] })).quote);

  await late(stage, first, 400);
  expect((await cancelled(stage)).trace).not.toContainEqual(expect.stringContaining("delayed"));
  await late(stage, first, 471);
  expect((await cancelled(stage)).trace).toEqual([expect.stringContaining("delayed by 5 hours")]);
});

test("of a flight that was given up and come back to, its traveller is told what becomes of it, and gets the money when it leaves without them", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const { core } = stage;
  const [first = await stage.makeFlight()] = stage.flights;
  await stage.change((await stage.quote(await stage.makeFlight())).quote);
  await stage.change((await stage.quote(first, { segments: [1] })).quote);
  await moveLisbon(core);
  await late(stage, first, 400);
  await runJobs(core, "notification.send");
  expect(core.mails.filter(({ subject }) => subject.includes("is delayed"))).toHaveLength(1);

  expect(await leave(core, first)).toContainEqual({ flightId: first });
  expect(await refundLeftBehind(core.app, { flightId: first })).toBe(1);
  await runJobs(core, "refund.execute");
  expect(await stage.booking()).toMatchObject({
    state: "cancelled",
    cancellations: [{}, {}, { cancelledBy: "carrier", refund: { amount: stage.paid } }],
  });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a flight that was changed to is missed from the one before those that it replaced, and its money comes back without asking", async () => {
  await using stage = await startChange({ flightsAt: [240, 244] });
  const { core, ctx, bookingId } = stage;
  const [first = await stage.makeFlight()] = stage.flights;
  const onward = await stage.makeFlight({ departsInHours: 245, wayBack: true, baseFare: 1000 });
  await stage.change((await stage.quote(onward, { segments: [1] })).quote);
  await late(stage, first, 160);

  const missed = await cancelled(stage);
  expect(missed.refund).toEqual(missed.paid);
  expect(missed.trace).toEqual([expect.stringContaining("too late to change to the next one")]);
  await runJobs(core, "notification.send");
  await core.database.advanceClock(210 * 3600);
  await checkIn(ctx, { bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
  expect(await leave(core, onward)).toContainEqual({ flightId: onward });
  expect(await refundLeftBehind(core.app, { flightId: onward })).toBe(1);
  const cancellation = await core.app.db.prisma.cancellation.findFirstOrThrow({ where: { cancelledBy: "carrier" } });
  expect(await core.app.db.prisma.flightChange.findFirst({ where: { flightId: first } })).toMatchObject({ id: cancellation.actor, reason });
  await runJobs(core, "refund.execute");
  expect(await brokenInvariants(core)).toEqual([]);
});

test("the 24 hours of the American rule are those of the trip as it was reserved: a change neither brings them nor takes them away", async () => {
  await using stage = await startChange({ more: 1 });
  await moveLisbon(stage.core);
  const { quote } = await stage.quote(await stage.makeFlight({ departsInHours: 72 }));
  await stage.change(quote);

  const after = await cancelled(stage);
  expect(after.refund).toEqual(after.paid);
  await stage.core.database.advanceClock(24.1 * 3600);
  expect((await cancelled(stage)).refund.amount).toBeLessThan(after.paid.amount);
});

test("a delay that is being written while flights are changed is seen first: the quote no longer holds, and nobody has taken it as known", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const [staff, bought] = [await makeStaff(stage.core), await stage.makeFlight()];
  const { quote } = await stage.quote(bought);
  const [written, told] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = hindered(staff, async ({ name, run }) => {
    if (name === "queue_flight_notifications") {
      written.resolve();
      await told.promise;
    }
    return run();
  });
  const delay = delayFlight(slow, { flightId: bought, minutes: 170, reason });
  await written.promise;
  const change = stage.change(quote);
  await Promise.race([change.catch(() => undefined), setTimeout(300)]);
  told.resolve();

  await Promise.all([expect(change).rejects.toMatchObject({ code: "QUOTE_CHANGED" }), delay]);
});
