import { expect, test } from "vitest";

import { listRefunds } from "../refunds/list-refunds.ts";
import { bookTrip, hold, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { logOut } from "../users/log-out.ts";
import { cancelFlightBookings } from "./cancel-flight-bookings.ts";
import { cancelFlight } from "./cancel-flight.ts";
import { watchFlightCancellation } from "./watch-cancellation.ts";

test("whoever follows a cancellation is told each time that it has come further, until everybody has their money; its refunds are one list", async () => {
  await using core = await startTestCore();
  const [staff, ana, bo] = [await makeStaff(core), await core.traveller(), await core.traveller()];
  const [flight, other] = [await makeFlight(core.app.db, { departsInHours: 100 }), await makeFlight(core.app.db, { departsInHours: 200 })];
  const paid = await bookTrip(core, ana, { flights: [flight], brand: "SAVER" });
  await hold(bo, flight, ["5F"]);
  await bookTrip(core, bo, { flights: [other] });
  await cancelFlight(staff, { flightId: flight, reason: "fog" });
  const leaving = new AbortController();
  const events = watchFlightCancellation(staff, { flightId: flight }, leaving.signal);
  const next = async () => {
    const { value } = await events.next();
    if (!value) throw new Error("The stream has ended");
    return value;
  };

  const { version, cancellation } = await next();
  expect(cancellation).toMatchObject({ done: false, waiting: 2 });
  const { id: changeId } = await core.app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId: flight } });
  await cancelFlightBookings(core.app, { changeId });
  expect((await next()).cancellation).toMatchObject({ done: true, refunded: 1, released: 1, repayments: { open: 1, made: 0 } });
  expect((await listRefunds(staff, { flightId: flight, limit: 10 })).refunds).toMatchObject([{ bookingId: paid.id, state: "pending" }]);
  expect((await listRefunds(staff, { flightId: other, limit: 10 })).refunds).toEqual([]);
  await runJobs(core, "refund.execute");
  expect((await next()).cancellation).toMatchObject({ repayments: { open: 0, made: 1 } });

  const back = watchFlightCancellation(staff, { flightId: flight, lastEventId: version }, leaving.signal);
  expect((await back.next()).value).toMatchObject({ cancellation: { repayments: { made: 1 } } });
  leaving.abort();
  expect([(await events.next()).done, (await back.next()).done]).toEqual([true, true]);
  await expect(watchFlightCancellation(staff, { flightId: other }, new AbortController().signal).next()).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("whoever is signed out hears no more of a cancellation that they follow", async () => {
  await using core = await startTestCore();
  const [staff, flight] = [await makeStaff(core), await makeFlight(core.app.db)];
  await cancelFlight(staff, { flightId: flight, reason: "fog" });
  const events = watchFlightCancellation(staff, { flightId: flight }, new AbortController().signal);
  expect((await events.next()).value).toMatchObject({ cancellation: { done: true } });

  await Promise.all([expect(events.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" }), logOut(staff)]);
});
