import { expect, test } from "vitest";

import { FlightId } from "../ids.ts";
import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { bookTrip, cancelByQuote } from "../testing/trips.ts";
import { cancelFlightBookings } from "./cancel-flight-bookings.ts";
import { cancelFlight, getFlightCancellation } from "./cancel-flight.ts";
import { foreseeCancellation } from "./foresee-cancellation.ts";

test("staff see beforehand whom the cancellation of a flight concerns and what goes back, and that is what then happens", async () => {
  await using core = await startTestCore();
  const [staff, ana, bo] = [await makeStaff(core), await core.traveller(), await core.traveller()];
  const [flight, back] = [
    await makeFlight(core.app.db, { departsInHours: 100 }),
    await makeFlight(core.app.db, { departsInHours: 200, wayBack: true }),
  ];
  await bookTrip(core, ana, { flights: [flight, back], party: { adults: 2, children: 1, infants: 0 }, brand: "SAVER" });
  await hold(bo, flight, ["5F"]);
  await cancelByQuote(bo, await bookTrip(core, bo, { flights: [flight] }));

  const foreseen = await foreseeCancellation(staff, { flightId: flight });
  expect(foreseen).toMatchObject({ paid: 1, passengers: 3, unpaid: 1, refunds: [{ currency: "EUR" }] });
  expect(foreseen.refunds[0]?.amount).toBeGreaterThan(0);
  await cancelFlight(staff, { flightId: flight, reason: "fog" });
  const { id: changeId } = await core.app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId: flight } });
  await cancelFlightBookings(core.app, { changeId });
  expect(await getFlightCancellation(staff, { flightId: flight })).toMatchObject({
    refunded: foreseen.paid,
    released: foreseen.unpaid,
    passengers: foreseen.passengers,
    refunds: foreseen.refunds,
  });
  expect(await foreseeCancellation(staff, { flightId: flight })).toMatchObject({ paid: 0, unpaid: 0, refunds: [] });
});

test("of a flight that is not there nothing is foreseen", async () => {
  await using core = await startTestCore();
  const nowhere = FlightId.parse("flt_00000000-0000-7000-8000-000000000000");
  await expect(foreseeCancellation(await makeStaff(core), { flightId: nowhere })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
