import { expect, test } from "vitest";

import { cancelFlight } from "../flights/cancel-flight.ts";
import { cancelFlightBookings } from "../flights/cancel-flight-bookings.ts";
import type { FlightId } from "../ids.ts";
import { capturePayment } from "../payments/capture-payment.ts";
import { cancelPayment } from "../payments/cancel-payment.ts";
import { intentOf } from "../testing/paid-booking.ts";
import { brokenInvariants, news, runJobs, startChange, takeAway } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { tripOn } from "../testing/changes.ts";
import { together } from "../testing/together.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { expireHolds } from "./expire-holds.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

/** Two travellers who want the same seat instead of their own. Answers who was refused, and with what. */
async function raceForOneSeat(core: TestCore, [from, to]: readonly [FlightId, FlightId], seat: string): Promise<string[]> {
  const travellers = [await tripOn(core, { flights: [from], brand: "FLEX" }), await tripOn(core, { flights: [from], brand: "FLEX" })];
  const quotes = await Promise.all(travellers.map((traveller) => traveller.quote(to, { seats: [[seat]] })));
  return together(travellers.map((traveller, at) => traveller.change(quotes[at]?.quote ?? "")));
}

test("of two who change to the same seat one gets it, and the other keeps the flight that they had", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const later = await stage.makeFlight();
  for (const seat of ["1A", "1B", "1C"])
    expect(await raceForOneSeat(stage.core, [stage.flights[0] ?? later, later], seat)).toEqual(["SEAT_TAKEN"]);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("without the constraint, the locks and the look, both would get it: the audit sees it", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const later = await stage.makeFlight();
  await takeAway(stage.core.app.db, "index", "locks", "look");

  expect(await raceForOneSeat(stage.core, [stage.flights[0] ?? later, later], "1A")).toEqual([]);
  expect((await brokenInvariants(stage.core)).join()).toContain("seat-has-one-owner");
});

test("a change, the same again, another one, a cancellation and the sweep at the same moment: one is done, and every cent is accounted for", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  for (let round = 0; round < 3; round += 1) {
    const trip = await tripOn(stage.core, { flights: stage.flights, brand: "FLEX" });
    const { bookingId } = trip;
    const [one, other] = [await trip.quote(await trip.makeFlight()), await trip.quote(await trip.makeFlight({ baseFare: 5000 }))];
    const all = await quoteCancellation(trip.ctx, { bookingId });
    const refused = await together([
      trip.change(one.quote),
      trip.change(one.quote),
      trip.change(other.quote),
      cancelBooking(trip.ctx, { bookingId, quote: all.quote }),
      expireHolds(stage.core.app),
    ]);

    expect(["INVALID_INPUT", "QUOTE_CHANGED", "BOOKING_STATE"]).toEqual(expect.arrayContaining(refused));
    expect(await stage.core.app.db.prisma.cancellation.count({ where: { bookingId } })).toBe(1);
  }
  await runJobs(stage.core, "refund.execute");
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("the money of a change, a cancellation, and the airline that cancels either flight at the same moment: in any order every cent is accounted for", async () => {
  for (const which of ["old", "new"] as const) {
    await using stage = await startChange();
    const { core, bookingId } = stage;
    const staff = await makeStaff(core);
    const later = await stage.makeFlight({ baseFare: 20_000 });
    const { paymentId } = await stage.pay((await stage.quote(later)).quote);
    await news(core, core.provider.authorise(intentOf(paymentId)));
    const flightId = which === "old" ? (stage.flights[0] ?? later) : later;
    const { quote } = await quoteCancellation(stage.ctx, { bookingId });
    await together([
      capturePayment(core.app, { paymentId }),
      cancelFlight(staff, { flightId, reason: "fog" }),
      cancelBooking(stage.ctx, { bookingId, quote }),
      capturePayment(core.app, { paymentId }),
    ]);
    const change = await core.app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId } });
    await cancelFlightBookings(core.app, { changeId: change.id });
    await cancelPayment(core.app, { paymentId });
    await runJobs(core, "refund.execute");

    expect(await brokenInvariants(core)).toEqual([]);
  }
});
