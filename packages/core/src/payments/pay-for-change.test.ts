import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { checkIn } from "../check-in/check-in.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { balances, brokenInvariants, cancelByQuote, hold, makeStaff, news, runJobs, startChange } from "../testing/index.ts";
import { document } from "../testing/travel-day.ts";
import { intentOf } from "../testing/paid-booking.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { getPayment } from "./get-payment.ts";

/** A change to a flight that costs more, whose payment is started. */
async function startDearer() {
  const stage = await startChange();
  const later = await stage.makeFlight({ baseFare: 15_000 });
  const terms = await stage.quote(later, { seats: [["1A"]] });
  const started = await stage.pay(terms.quote);
  return { ...stage, later, terms, ...started, [Symbol.asyncDispose]: () => Promise.resolve(stage.core[Symbol.asyncDispose]()) };
}

type Stage = Awaited<ReturnType<typeof startDearer>>;

test("what is due is paid by exactly the quoted amount, and only then do the flights change", async () => {
  await using stage = await startDearer();
  const { core, paymentId, terms } = stage;
  const before = await stage.booking();
  expect(stage.amount).toEqual(terms.due);
  await expect(stage.change(terms.quote)).rejects.toMatchObject({ code: "PAYMENT_DUE", details: { due: terms.due } });
  expect(await stage.pay(terms.quote)).toMatchObject({ paymentId });

  expect(await news(core, core.provider.authorise(intentOf(paymentId)))).toBe("capturing");
  expect((await stage.booking()).segments).toEqual(before.segments);
  await expect(hold(await core.traveller(), stage.later, ["1A"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await expect(stage.quote(stage.later)).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  expect(await brokenInvariants(core)).toEqual([]);
  await capturePayment(core.app, { paymentId });

  const after = await stage.booking();
  expect(after).toMatchObject({
    total: { amount: stage.paid + terms.due.amount },
    passengers: [{ seats: [null, "1A"], cancelled: [true, false] }],
  });
  expect(after.cancellations).toMatchObject([{ refund: { amount: 0 }, exchanged: terms.value, kept: terms.kept }]);
  expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: "paid", state: "captured" });
  expect(await balances(core)).toMatchObject({ stripe_cash: stage.paid + terms.due.amount, receivable: 0, refunds_payable: 0 });
  expect((await stage.change(terms.quote)).booking).toEqual(after);
  expect(await brokenInvariants(core)).toEqual([]);

  // What is left over later goes back to the payments that paid, the latest first, and a cancellation after it ends with nothing owed.
  const cheaper = await stage.quote(await stage.makeFlight({ baseFare: 2000 }), { segments: [1] });
  await cancelByQuote(stage.ctx, (await stage.change(cheaper.quote)).booking);
  await runJobs(core, "refund.execute");
  const { stripe_cash: left, penalties } = await balances(core);
  expect(await core.app.db.prisma.refund.groupBy({ by: ["paymentId"] })).toHaveLength(2);
  expect(left).toBe(-(penalties ?? 0));
  expect(await brokenInvariants(core)).toEqual([]);
});

test("news that is late, twice or out of order ends in the same state, and the money is booked once", async () => {
  await using stage = await startDearer();
  const { core, paymentId } = stage;
  const authorised = core.provider.authorise(intentOf(paymentId));
  await news(core, authorised);
  await capturePayment(core.app, { paymentId });
  const captured = await core.provider.getIntent(intentOf(paymentId));
  for (const intent of [captured, authorised, { ...authorised, state: "processing" as const }, captured]) await news(core, intent);
  await cancelPayment(core.app, { paymentId });

  expect(await core.app.db.prisma.refund.count()).toBe(0);
  expect(await core.app.db.prisma.bookingChange.count()).toBe(1);
  expect(await brokenInvariants(core)).toEqual([]);
});

test.each([
  ["its seat is taken", async ({ core, later }) => void (await hold(await core.traveller(), later, ["1A"]))],
  [
    "the new flight is cancelled",
    async ({ core, later }) => void (await core.app.db.pool.query("UPDATE flight SET status = 'cancelled' WHERE id = $1", [later])),
  ],
  [
    "the new flight leaves at another time",
    async ({ core, later }) =>
      void (await core.app.db.pool.query("UPDATE flight SET departs_at = departs_at + interval '5 minutes' WHERE id = $1", [later])),
  ],
  ["the booking is cancelled", async (stage) => void (await cancelByQuote(stage.ctx, await stage.booking()))],
  [
    "it is changed otherwise",
    async (stage) => void (await stage.change((await stage.quote(await stage.makeFlight({ baseFare: 1000 }))).quote)),
  ],
  [
    "the new flight has become late",
    async ({ core, later }) => void (await delayFlight(await makeStaff(core), { flightId: later, minutes: 30, reason: "Fog" })),
  ],
  [
    "another release has written it",
    async ({ core }) =>
      void (await core.app.db.pool.query(`UPDATE payment SET change = change || '{"cabins": []}' WHERE purpose = 'change'`)),
  ],
  ["its time is over", async ({ core }) => core.database.advanceClock(1801)],
  [
    "somebody checks in",
    async ({ core, ctx, bookingId, flights }) => {
      await core.app.db.pool.query(
        "UPDATE flight SET departs_at = skyhold_now() + interval '20 hours', sales_close_at = skyhold_now() + interval '19 hours' WHERE id = $1",
        [flights[0]],
      );
      await checkIn(ctx, { bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
    },
  ],
] satisfies [string, (stage: Stage) => Promise<void>][])(
  "when %s before the bank says yes, nothing is charged and the old flights stay",
  async (_what, change) => {
    await using stage = await startDearer();
    const { core, paymentId } = stage;
    await change(stage);
    const before = await stage.booking();

    expect(await news(core, core.provider.authorise(intentOf(paymentId)))).toBe("withdrawing");
    await cancelPayment(core.app, { paymentId });

    expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: "ended" });
    expect((await stage.booking()).segments).toEqual(before.segments);
    expect(await core.app.db.prisma.seatClaim.count({ where: { blockReason: paymentId, releasedAt: null } })).toBe(0);
    expect(await brokenInvariants(core)).toEqual([]);
  },
);

test("money that is taken at once for a change which cannot be had any more goes back, once; the sweep ends what nobody pays", async () => {
  await using stage = await startDearer();
  const { core, paymentId } = stage;
  await hold(await core.traveller(), stage.later, ["1A"]);
  const captured = core.provider.takeAtOnce(intentOf(paymentId));
  expect(await news(core, captured)).toBe("refunding");
  expect(await news(core, captured)).toBe("already");
  expect(await getPayment(stage.ctx, { paymentId })).toMatchObject({ outcome: "refunded", refund: { reason: "seats_gone" } });

  await runJobs(core, "refund.execute");
  const next = await stage.pay((await stage.quote(stage.later)).quote);
  await core.database.advanceClock(1801);
  await expireHolds(core.app);
  expect(await getPayment(stage.ctx, next)).toMatchObject({ outcome: "ended" });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("an amount that is not the quoted one buys no flight, and goes back", async () => {
  await using stage = await startDearer();
  await news(stage.core, stage.core.provider.takeAtOnce(intentOf(stage.paymentId), { amount: 1, currency: "EUR" }));

  expect(await stage.core.app.db.prisma.refund.findMany()).toMatchObject([{ reason: "amount_mismatch" }]);
  expect(await stage.core.app.db.prisma.bookingChange.count()).toBe(0);
  expect(await brokenInvariants(stage.core)).toEqual([]);
});
