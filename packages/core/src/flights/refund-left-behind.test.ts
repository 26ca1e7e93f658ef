import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import { checkIn } from "../check-in/check-in.ts";
import { getBoardingPass } from "../check-in/get-boarding-pass.ts";
import { scanBoardingPass } from "../check-in/scan-boarding-pass.ts";
import type { Context, User } from "../context.ts";
import { FlightChangeId } from "../ids.ts";
import type { FlightId } from "../ids.ts";
import { bookTrip, brokenInvariants, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { document, goToDeparture, leave, moveLisbon } from "../testing/travel-day.ts";
import { acceptChange, listChanges } from "./accept-change.ts";
import { delayFlight } from "./delay-flight.ts";
import { refundLeftBehind } from "./refund-left-behind.ts";
import { setFlightStatus } from "./set-flight-status.ts";

const reason = "Late aircraft";

const booked = async (core: TestCore, ctx: Context<User>, ...flights: FlightId[]) =>
  (await bookTrip(core, ctx, { flights, brand: "SAVER" })).id;

test("whom a flight to the United States left behind after it had changed by hours gets the money unasked; whoever accepted it, or flew, does not", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 30 });
  await moveLisbon(core);
  const staff = await makeStaff(core);
  const [silent, content, flew, late] = [await core.traveller(), await core.traveller(), await core.traveller(), await core.traveller()];
  const ids = {
    silent: await booked(core, silent, flight),
    content: await booked(core, content, flight),
    flew: await booked(core, flew, flight),
    late: await booked(core, late, flight),
  };
  await delayFlight(staff, { flightId: flight, minutes: 400, reason });
  const { changes } = await listChanges(content, { bookingId: ids.content });
  await acceptChange(content, { bookingId: ids.content, changeId: FlightChangeId.parse(changes[0]?.id) });
  for (const [ctx, bookingId] of [
    [flew, ids.flew],
    [late, ids.late],
  ] as const)
    await checkIn(ctx, { bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
  await goToDeparture(core, flight, 30);
  const { barcode } = await getBoardingPass(flew, { bookingId: ids.flew, segment: 0, passenger: 0 });
  await scanBoardingPass(staff, { flightId: flight, barcode });

  expect(await refundLeftBehind(core.app, { flightId: flight })).toBe(0);
  expect(await leave(core, flight)).toEqual([{ flightId: flight }]);
  expect(await refundLeftBehind(core.app, { flightId: flight })).toBe(2);
  expect(await refundLeftBehind(core.app, { flightId: flight })).toBe(0);

  for (const [ctx, bookingId] of [
    [silent, ids.silent],
    [late, ids.late],
  ] as const) {
    const { state, total, cancellations } = await getBooking(ctx, { bookingId });
    expect({ state, cancellations }).toMatchObject({
      state: "cancelled",
      cancellations: [{ cancelledBy: "carrier", refund: total, trace: [expect.stringContaining("14 CFR 260.6")] }],
    });
  }
  for (const [ctx, bookingId] of [
    [content, ids.content],
    [flew, ids.flew],
  ] as const)
    expect(await getBooking(ctx, { bookingId })).toMatchObject({ state: "confirmed", cancellations: [] });
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");
  const told = (ctx: Context<User>) => core.mails.filter(({ to }) => to === ctx.actor.email).map(({ subject }) => subject.split(" (")[0]);
  expect((await core.app.db.prisma.notification.findMany({ where: { bookingId: ids.silent } })).map(({ kind }) => kind).toSorted()).toEqual(
    ["booking.cancelled", "booking.confirmed", "flight.delayed", "refund.sent"],
  );
  expect(told(silent)).toContain("Booking cancelled");
  expect(await brokenInvariants(core)).toEqual([]);
});

test("two workers at once give back once", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 30 });
  await moveLisbon(core);
  const [staff, silent] = [await makeStaff(core), await core.traveller()];
  await booked(core, silent, flight);
  await delayFlight(staff, { flightId: flight, minutes: 400, reason });
  await leave(core, flight);

  const counts = await Promise.all([1, 2, 3].map(() => refundLeftBehind(core.app, { flightId: flight })));
  expect(counts.filter((count) => count === 1)).toHaveLength(1);
  expect(counts.filter((count) => count === 0)).toHaveLength(2);
  expect(await core.app.db.prisma.refund.count()).toBe(1);
});

test("by European law whoever stays away has to ask, and nobody gets anything for a flight that left as it was bought", async () => {
  await using core = await startTestCore();
  const [european, unchanged] = [
    await makeFlight(core.app.db, { departsInHours: 30 }),
    await makeFlight(core.app.db, { departsInHours: 30 }),
  ];
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  await booked(core, ana, european);
  await booked(core, ana, unchanged);
  await delayFlight(staff, { flightId: european, minutes: 400, reason });
  expect(await leave(core, european)).toEqual([{ flightId: european }]);
  expect(await refundLeftBehind(core.app, { flightId: european })).toBe(0);
  expect(await refundLeftBehind(core.app, { flightId: unchanged })).toBe(0);
});

test("the way back of a trip stays with whom the way there left behind, to fly it or to give it back in full", async () => {
  await using core = await startTestCore();
  const there = await makeFlight(core.app.db, { departsInHours: 30 });
  const back = await makeFlight(core.app.db, { departsInHours: 150, wayBack: true });
  await moveLisbon(core);
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const bookingId = await booked(core, ana, there, back);
  await delayFlight(staff, { flightId: there, minutes: 400, reason });
  await goToDeparture(core, there, 20);
  await setFlightStatus(staff, { flightId: there, status: "in_air", reason: "told by the tower" });
  expect((await core.sentJobs()).at(-1)).toEqual({ name: "flights.refundLeftBehind", payload: { flightId: there } });
  expect(await refundLeftBehind(core.app, { flightId: there })).toBe(1);

  const left = await getBooking(ana, { bookingId });
  expect(left).toMatchObject({ state: "confirmed", passengers: [{ cancelled: [true, false] }] });
  const quote = await quoteCancellation(ana, { bookingId });
  expect(quote.refund).toEqual(quote.paid);
  expect(quote.refund.amount).toBeGreaterThan(0);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("whom a flight left behind, and who misses the next one by it, gets the money of both", async () => {
  await using core = await startTestCore();
  const first = await makeFlight(core.app.db, { departsInHours: 60 });
  const second = await makeFlight(core.app.db, { departsInHours: 67, wayBack: true });
  await moveLisbon(core);
  await booked(core, await core.traveller(), first, second);
  await delayFlight(await makeStaff(core), { flightId: first, minutes: 400, reason });
  await runJobs(core, "notification.send");

  expect(await leave(core, first)).toContainEqual({ flightId: first });
  expect(await refundLeftBehind(core.app, { flightId: first })).toBe(1);
  expect(await leave(core, second)).toContainEqual({ flightId: second });
  expect(await refundLeftBehind(core.app, { flightId: second })).toBe(1);
});

test("an adult who stays behind while the child of the party flies is left to people to decide on", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { departsInHours: 30 });
  await moveLisbon(core);
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const party = { adults: 2, children: 1, infants: 0 };
  const { id: bookingId } = await bookTrip(core, ana, { flights: [flight], brand: "SAVER", party });
  await delayFlight(staff, { flightId: flight, minutes: 400, reason });
  await checkIn(ana, { bookingId, segment: 0, passengers: [1, 2].map((passenger) => ({ passenger, document })) });
  expect(await leave(core, flight)).toEqual([{ flightId: flight }]);

  expect(await refundLeftBehind(core.app, { flightId: flight })).toBe(0);
  expect(await getBooking(ana, { bookingId })).toMatchObject({ state: "confirmed", cancellations: [] });
});
