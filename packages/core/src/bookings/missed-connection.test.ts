import { readClock } from "@skyhold/db";
import { expect, test } from "vitest";

import { checkIn } from "../check-in/check-in.ts";
import { acceptChange, listChanges } from "../flights/accept-change.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { refundLeftBehind } from "../flights/refund-left-behind.ts";
import { rescheduleFlight } from "../flights/reschedule-flight.ts";
import { updateFlightStatuses } from "../flights/update-flight-statuses.ts";
import { FlightChangeId } from "../ids.ts";
import type { FlightId } from "../ids.ts";
import type { Mail } from "../notifications/mailer.ts";
import { bookTrip, brokenInvariants, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { document } from "../testing/travel-day.ts";
import { toZonedTime } from "../time.ts";
import { getBooking } from "./get-booking.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

const reason = "Late crew";

/** A paid trip of two flights with two hours between them, of which nothing comes back by the conditions of its fare but taxes. */
async function startTrip(departsInHours = 60) {
  const core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const first = await makeFlight(core.app.db, { departsInHours });
  const second = await makeFlight(core.app.db, { departsInHours: departsInHours + 4, wayBack: true });
  const { id: bookingId } = await bookTrip(core, ana, { flights: [first, second], brand: "SAVER" });
  return {
    core,
    staff,
    ana,
    first,
    second,
    bookingId,
    quote: () => quoteCancellation(ana, { bookingId }),
    delay: (minutes: number, flightId = first) => delayFlight(staff, { flightId, minutes, reason }),
    [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()),
  };
}

test("a delay that leaves time enough to change gives no right; one that does not, gives all back, and the mail says why", async () => {
  await using trip = await startTrip();
  const { core, quote, delay } = trip;
  const before = await quote();
  expect(before.refund.amount).toBeLessThan(before.paid.amount);
  await delay(60);
  expect((await quote()).refund).toEqual(before.refund);

  await delay(61);
  const missed = await quote();
  expect(missed.refund).toEqual(missed.paid);
  expect(missed.trace).toEqual([expect.stringContaining("too late to change to the next one")]);
  await runJobs(core, "notification.send");
  const mail = core.mails.findLast(({ subject }) => subject.includes("is delayed"));
  expect(mail?.text.replaceAll(/\s+/gu, " ")).toContain("too late to change to the next one: full refund");
});

test("when the next flight waits, or the traveller accepts the times, the connection is made again", async () => {
  await using trip = await startTrip();
  const { ana, bookingId, quote, delay, second } = trip;
  const before = await quote();
  await delay(90);
  expect((await quote()).refund.amount).toBeGreaterThan(before.refund.amount);
  await delay(90, second);
  expect((await quote()).refund).toEqual(before.refund);

  await delay(200);
  expect((await quote()).refund.amount).toBeGreaterThan(before.refund.amount);
  const { changes } = await listChanges(ana, { bookingId });
  const latest = changes.findLast(({ segment, mayAccept }) => segment === 0 && mayAccept);
  await acceptChange(ana, { bookingId, changeId: FlightChangeId.parse(latest?.id) });
  expect((await quote()).refund).toEqual(before.refund);
});

const isOfMissedConnection = ({ text }: Mail) =>
  text.replaceAll(/\s+/gu, " ").includes("Of two flights of your trip the second could no longer be reached from the first.");

/** A flight leaves by the clock; answers of which flights the job follows that looks who was left behind. */
async function leave(core: TestCore, flightId: FlightId) {
  const { db } = core.app;
  const { departsAt } = await db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  await core.database.advanceClock(Math.ceil((departsAt.getTime() - (await readClock(db)).getTime()) / 1000));
  await updateFlightStatuses(core.app);
  const sent = await core.sentJobs();
  return sent.filter(({ name }) => name === "flights.refundLeftBehind").map(({ payload }) => payload["flightId"]);
}

test("whoever is still in the air when the next flight leaves gets its money back without asking", async () => {
  await using trip = await startTrip();
  const { core, ana, bookingId, delay, second } = trip;
  await delay(150);
  await core.database.advanceClock(30 * 3600);
  await checkIn(ana, { bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
  expect(await leave(core, second)).toContain(second);
  expect(await refundLeftBehind(core.app, { flightId: second })).toBe(1);

  const { passengers, cancellations } = await getBooking(ana, { bookingId });
  expect(passengers[0]?.cancelled).toEqual([false, true]);
  expect(cancellations).toMatchObject([{ cancelledBy: "carrier", trace: [expect.stringContaining("too late to change")] }]);
  expect(cancellations[0]?.refund).toEqual(cancellations[0]?.paid);
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");
  expect(core.mails.some(isOfMissedConnection)).toBe(true);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("whoever misses a flight that was moved to leave before they arrive gets its money back without asking, and hears why", async () => {
  // About ten in the morning: neither flight goes over midnight when it is moved.
  await using trip = await startTrip(82 - new Date().getUTCHours());
  const { core, staff, ana, bookingId, second } = trip;
  const { departsAt, arrivesAt } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: second } });
  const departs = toZonedTime(new Date(departsAt.getTime() - 90 * 60_000), "Europe/Lisbon").local;
  await rescheduleFlight(staff, { flightId: second, departs, arrives: toZonedTime(arrivesAt, "Europe/Paris").local, reason });
  expect(await leave(core, second)).toContain(second);
  expect(await refundLeftBehind(core.app, { flightId: second })).toBe(1);

  const { cancellations } = await getBooking(ana, { bookingId });
  expect(cancellations).toMatchObject([{ cancelledBy: "carrier", trace: [expect.stringContaining("too late to change")] }]);
  expect(await core.app.db.prisma.cancellation.findMany()).toMatchObject([{ reason }]);
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");
  expect(core.mails.some(isOfMissedConnection)).toBe(true);
  expect(await brokenInvariants(core)).toEqual([]);
});
