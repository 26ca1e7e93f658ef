import { expect, test } from "vitest";

import { isDomainError } from "../errors.ts";
import { startPayment } from "../payments/start-payment.ts";
import { findOffer, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import type { Booking } from "./booking.ts";
import { changeSeats } from "./change-seats.ts";
import { holdSeats } from "./hold-seats.ts";
import { setPassengers } from "./set-passengers.ts";

// A hold reads the flight without locking it: it is the one row that all its buyers share. So there are two orders. Either the
// flight is closed before the hold reads it, and the hold is refused; or after, and the hold stands as one made a moment earlier
// would. Both ways nothing is sold: payment reads the flight again.

const cancel = ({ app }: TestCore, flight: FlightId) =>
  app.db.prisma.flight.update({ where: { id: flight }, data: { status: "cancelled" } });
const sold = ({ app }: TestCore) => app.db.pool.query("SELECT FROM seat_claim WHERE released_at IS NULL AND expires_at = 'infinity'");

/** Names the passenger and pays, as if nobody had heard that the flight is off; answers the refusal, where there is one. */
async function pay(core: TestCore, ctx: Awaited<ReturnType<TestCore["traveller"]>>, booking: Booking): Promise<string> {
  const bookingId = booking.id;
  await setPassengers(ctx, { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  const started = await startPayment(ctx, { bookingId }).catch((error: unknown) => error);
  if (isDomainError(started)) return started.code;
  const { stripeIntentId } = await core.app.db.prisma.payment.findFirstOrThrow({ where: { bookingId } });
  return news(core, core.provider.takeAtOnce(stripeIntentId ?? ""));
}

test("a flight cancelled at the moment of the hold: the hold is refused, or stands and is never sold", { timeout: 60_000 }, async () => {
  await using core = await startTestCore();
  for (let round = 0; round < 12; round += 1) {
    const ctx = await core.traveller();
    const flight = await makeFlight(core.app.db);
    const { token } = await findOffer(ctx, flight);
    const pause = new Promise((resolve) => setTimeout(resolve, round % 4));
    const [held] = await Promise.allSettled([
      holdSeats(ctx, { offer: token, seats: [["1A"]] }, `round ${round}`),
      pause.then(() => cancel(core, flight)),
    ]);
    const outcome = held.status === "fulfilled" ? await pay(core, ctx, held.value) : isDomainError(held.reason) && held.reason.code;
    expect(["refunding", "FLIGHT_CLOSED"]).toContain(outcome);
  }
  expect((await sold(core)).rowCount).toBe(0);
});

test("a hold that is written but not yet committed when the flight is cancelled stands, and is not sold", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { token } = await findOffer(ctx, flight);

  const booking = await core.app.db.transaction(async (tx) => {
    const unfinished = { ...ctx, db: { ...ctx.db, run: tx.run.bind(tx) } };
    const held = await holdSeats(unfinished, { offer: token, seats: [["1A"]] }, "key");
    // Does not wait for the hold.
    await cancel(core, flight);
    return held;
  });

  expect(booking.state).toBe("held");
  expect(await pay(core, ctx, booking)).toBe("FLIGHT_CLOSED");
  expect((await sold(core)).rowCount).toBe(0);
});

test("a hold does not wait for a cancellation that is not yet committed, and is not sold after it", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { token } = await findOffer(ctx, flight);

  const booking = await core.app.db.transaction(async (tx) => {
    await tx.prisma.flight.update({ where: { id: flight }, data: { status: "cancelled" } });
    return holdSeats(ctx, { offer: token, seats: [["1A"]] }, "key");
  });

  expect(await pay(core, ctx, booking)).toBe("FLIGHT_CLOSED");
  await expect(holdSeats(ctx, { offer: token, seats: [["1B"]] }, "after")).rejects.toMatchObject({ code: "FLIGHT_CLOSED" });
  expect((await sold(core)).rowCount).toBe(0);
});

test.each([
  ["cancelled", "UPDATE flight SET status = 'cancelled'"],
  ["gone", "UPDATE flight SET departs_at = skyhold_now(), sales_close_at = skyhold_now()"],
])("for a flight that is %s no payment is opened, not even the one of before; its money goes back", async (_how, close) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db);
  const { booking, intentId } = await holdUpToPayment(ctx, flightId, ["1A"]);
  await core.app.db.pool.query(close);

  await expect(startPayment(ctx, { bookingId: booking.id })).rejects.toMatchObject({ code: "FLIGHT_CLOSED", details: { flightId } });
  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("refunding");
});

test.each([
  ["cancelled", "UPDATE flight SET status = 'cancelled'"],
  ["closed for sale", "UPDATE flight SET sales_close_at = skyhold_now()"],
])("on a flight that is %s nobody changes seats", async (_how, close) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { booking } = await holdUpToPayment(ctx, flight, ["1A"]);
  await core.app.db.pool.query(close);

  await expect(changeSeats(ctx, { bookingId: booking.id, seats: [["1B"]] })).rejects.toMatchObject({ code: "FLIGHT_CLOSED" });
});
