import { expect, test } from "vitest";

import { cancelBooking } from "../bookings/cancel-booking.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import type { FlightId } from "../ids.ts";
import { brokenInvariants, hold, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { bookTrip, bookTripUpToPayment, cancelByQuote } from "../testing/trips.ts";
import { multiplyBooking } from "../testing/multiply-booking.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelFlightBookings } from "./cancel-flight-bookings.ts";
import { cancelFlight, getFlightCancellation } from "./cancel-flight.ts";
import { updateFlightStatuses } from "./update-flight-statuses.ts";

const reason = "The aircraft is out of service";

async function changeOf({ app }: TestCore, flightId: FlightId): Promise<string> {
  return (await app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId, kind: "cancelled" } })).id;
}

const kinds = async ({ app }: TestCore, bookingId: string) =>
  (await app.db.prisma.notification.findMany({ where: { bookingId }, orderBy: { createdAt: "asc" } })).map(({ kind }) => kind);

test("a cancelled flight gives back its seats and all the money, ends what is unpaid, and tells everyone once", async () => {
  await using core = await startTestCore();
  const [staff, ana, bo] = [await makeStaff(core), await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db, { departsInHours: 100 });
  const paid = await bookTrip(core, ana, { flights: [flight], party: { adults: 2, children: 0, infants: 1 }, brand: "SAVER" });
  const held = await hold(bo, flight, ["5F"]);
  const paying = await bookTripUpToPayment(bo, { flights: [flight] });

  expect(await cancelFlight(staff, { flightId: flight, reason })).toMatchObject({ status: "cancelled", onSale: false });
  expect(await getFlightCancellation(staff, { flightId: flight })).toMatchObject({ done: false, waiting: 3, refunded: 0 });
  await cancelFlightBookings(core.app, { changeId: await changeOf(core, flight) });

  expect(await getFlightCancellation(staff, { flightId: flight })).toMatchObject({
    done: true,
    waiting: 0,
    refunded: 1,
    released: 2,
    passengers: 3,
    refunds: [paid.total],
    repayments: { open: 1, made: 0, failed: 0 },
    messages: { queued: 3, sent: 0 },
  });
  const after = await getBooking(ana, { bookingId: paid.id });
  expect(after).toMatchObject({
    state: "cancelled",
    cancellations: [{ cancelledBy: "carrier", refund: paid.total, refundState: "pending" }],
  });
  expect((await getBooking(bo, { bookingId: held.id })).state).toBe("released");
  expect((await getBooking(bo, { bookingId: paying.booking.id })).payment?.state).toBe("cancelled");
  expect(await kinds(core, paid.id)).toEqual(["booking.confirmed", "flight.cancelled"]);
  expect(await kinds(core, held.id)).toEqual(["flight.cancelled"]);
  expect(await core.app.db.prisma.seatClaim.count({ where: { flightId: flight, releasedAt: null } })).toBe(0);
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");
  expect((await getBooking(ana, { bookingId: paid.id })).cancellations[0]?.refundState).toBe("succeeded");
  expect(await getFlightCancellation(staff, { flightId: flight })).toMatchObject({
    repayments: { open: 0, made: 1, failed: 0 },
    messages: { queued: 3, sent: 3 },
  });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("money that comes in for a hold of a cancelled flight goes back", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const flight = await makeFlight(core.app.db, { departsInHours: 100 });
  const { booking, intentId } = await bookTripUpToPayment(ana, { flights: [flight] });
  await news(core, core.provider.authorise(intentId));
  await cancelFlight(staff, { flightId: flight, reason });
  await cancelFlightBookings(core.app, { changeId: await changeOf(core, flight) });
  expect((await getBooking(ana, { bookingId: booking.id })).state).toBe("released");
  expect(await news(core, await core.provider.captureIntent(intentId))).toBe("refunding");
  expect((await getBooking(ana, { bookingId: booking.id })).state).toBe("released");
});

test("of a longer trip the other flight stays, and comes back in full when the traveller does not want it alone", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const [there, back] = [
    await makeFlight(core.app.db, { departsInHours: 100 }),
    await makeFlight(core.app.db, { departsInHours: 200, wayBack: true }),
  ];
  const trip = await bookTrip(core, ana, { flights: [there, back], brand: "SAVER" });
  await cancelFlight(staff, { flightId: there, reason });
  await cancelFlightBookings(core.app, { changeId: await changeOf(core, there) });

  const left = await getBooking(ana, { bookingId: trip.id });
  expect(left.state).toBe("confirmed");
  expect(left.passengers[0]).toMatchObject({ cancelled: [true, false], seats: [null, expect.any(String)] });
  const { cancellation } = await cancelByQuote(ana, trip);
  expect(cancellation.refund).toEqual(cancellation.paid);
  expect(cancellation.refund.amount).toBeGreaterThan(0);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("who gave up a flight before it was cancelled gets nothing more for it, and no message", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const flight = await makeFlight(core.app.db, { departsInHours: 100 });
  const trip = await bookTrip(core, ana, { flights: [flight], brand: "SAVER" });
  await cancelByQuote(ana, trip);
  await cancelFlight(staff, { flightId: flight, reason });
  expect(await cancelFlightBookings(core.app, { changeId: await changeOf(core, flight) })).toBe(0);
  expect(await kinds(core, trip.id)).not.toContain("flight.cancelled");
});

test("interrupted between any two batches it goes on where it was, and a second worker does nothing twice", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const flight = await makeFlight(core.app.db, { departsInHours: 100, rows: 42 });
  const one = await bookTrip(core, ana, { flights: [flight] });
  await multiplyBooking(core, one.id, 249);
  await cancelFlight(staff, { flightId: flight, reason });
  const changeId = await changeOf(core, flight);

  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(cancelFlightBookings(dyingAfter(core, 1), { changeId })).rejects.toThrow("are left");
    const progress = await getFlightCancellation(staff, { flightId: flight });
    expect(progress.refunded).toBe(progress.messages.queued);
    expect(progress.refunded + progress.waiting).toBe(250);
  }
  await Promise.all([cancelFlightBookings(core.app, { changeId }), cancelFlightBookings(core.app, { changeId })]);
  await cancelFlightBookings(core.app, { changeId });

  expect(await getFlightCancellation(staff, { flightId: flight })).toMatchObject({ done: true, refunded: 250, messages: { queued: 250 } });
  expect(await core.app.db.prisma.refund.count()).toBe(250);
  const jobs = await core.sentJobs();
  const refunds = jobs.filter(({ name }) => name === "refund.execute").map(({ payload }) => payload["refundId"]);
  expect(new Set(refunds).size).toBe(refunds.length);
  expect(refunds).toHaveLength(250);
});

test("a booking that cannot be ended keeps no other from its turn, and is taken up again", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const flight = await makeFlight(core.app.db, { departsInHours: 100 });
  const [first, second] = [await bookTrip(core, ana, { flights: [flight] }), await bookTrip(core, ana, { flights: [flight] })];
  await cancelFlight(staff, { flightId: flight, reason });
  const changeId = await changeOf(core, flight);
  await core.app.db.pool.query(`CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`);
  await core.app.db.pool.query(
    `CREATE TRIGGER no BEFORE INSERT ON cancellation FOR EACH ROW WHEN (NEW.booking_id = '${first.id}') EXECUTE FUNCTION no()`,
  );
  await expect(cancelFlightBookings(core.app, { changeId })).rejects.toThrow("1 bookings");
  expect((await getBooking(ana, { bookingId: second.id })).state).toBe("cancelled");
  expect((await getBooking(ana, { bookingId: first.id })).state).toBe("confirmed");

  await core.database.advanceClock(120);
  await core.app.db.pool.query("TRUNCATE sent_job");
  await updateFlightStatuses(core.app);
  expect(await core.sentJobs()).toEqual([{ name: "flights.cancel", payload: { changeId } }]);
  // What goes on failing is not queued every two minutes for two days.
  await core.database.advanceClock(600);
  await core.app.db.pool.query("TRUNCATE sent_job");
  for (let run = 0; run < 15; run += 1) {
    await updateFlightStatuses(core.app);
    await core.database.advanceClock(120);
  }
  const again = (await core.sentJobs()).length;
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThan(3);
  await core.app.db.pool.query("DROP TRIGGER no ON cancellation");
  await cancelFlightBookings(core.app, { changeId });
  expect((await getBooking(ana, { bookingId: first.id })).state).toBe("cancelled");
});

test("a traveller's own cancellation at the same moment and the airline's give the money back once", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  for (let round = 0; round < 4; round += 1) {
    const flight = await makeFlight(core.app.db, { departsInHours: 100 + round });
    const trip = await bookTrip(core, ana, { flights: [flight] });
    const { quote } = await quoteCancellation(ana, { bookingId: trip.id });
    await cancelFlight(staff, { flightId: flight, reason });
    await Promise.allSettled([
      cancelFlightBookings(core.app, { changeId: await changeOf(core, flight) }),
      cancelBooking(ana, { bookingId: trip.id, quote }),
    ]);
    const after = await getBooking(ana, { bookingId: trip.id });
    expect(after.cancellations).toHaveLength(1);
    expect(after.cancellations[0]?.refund).toEqual(trip.total);
  }
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a flight that has left is not cancelled, and cancelling twice is as good as once", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const [left, twice] = [await makeFlight(core.app.db, { departsInHours: 2 }), await makeFlight(core.app.db, { departsInHours: 50 })];
  await cancelFlight(staff, { flightId: twice, reason });
  await cancelFlight(staff, { flightId: twice, reason: "again" });
  expect(await core.app.db.prisma.flightChange.count({ where: { flightId: twice } })).toBe(1);
  await core.database.advanceClock(3 * 3600);
  await expect(cancelFlight(staff, { flightId: left, reason })).rejects.toMatchObject({
    code: "FLIGHT_STATE",
    details: { status: "in_air" },
  });
});

/** Core whose process dies when it begins one transaction more than these. */
function dyingAfter({ app }: TestCore, transactions: number): TestCore["app"] {
  let left = transactions;
  const transaction: TestCore["app"]["db"]["transaction"] = async (work) => {
    if (left === 0) throw new Error("died");
    left -= 1;
    return app.db.transaction(work);
  };
  return { ...app, db: { ...app.db, transaction } };
}
