import { expect, test } from "vitest";

import { checkIn } from "../check-in/check-in.ts";
import { cancelPayment } from "../payments/cancel-payment.ts";
import { capturePayment } from "../payments/capture-payment.ts";
import { startPayment } from "../payments/start-payment.ts";
import { balances, brokenInvariants, cancelByQuote, news, runJobs, startChange } from "../testing/index.ts";
import type { FlightId } from "../testing/index.ts";
import type { ChangeOptions } from "../testing/changes.ts";
import { intentOf } from "../testing/paid-booking.ts";
import { document } from "../testing/travel-day.ts";
import { quoteCancellation } from "./quote-cancellation.ts";
import { quoteChange } from "./quote-change.ts";

type Stage = Awaited<ReturnType<typeof startChange>>;

const couple = { adults: 2, children: 0, infants: 0 } as const;
const oneAdult = { adults: 1, children: 0, infants: 0 } as const;

/** Changes the flight that is flown to another, and pays what is due, if anything. What can be had back in money by it is no more than before, and what was paid. */
async function moveTo(stage: Stage, flightId: FlightId, { brand = "STANDARD", party = oneAdult }: ChangeOptions = {}) {
  const { core, ctx, bookingId } = stage;
  const { passengers } = await stage.booking();
  const before = await quoteCancellation(ctx, { bookingId });
  const segments = [passengers[1]?.cancelled.indexOf(false) ?? 0];
  const { quote, due, refund } = await quoteChange(ctx, { bookingId, segments, offer: await stage.offerOf(flightId, brand, party) });
  if (due.amount === 0) await stage.change(quote);
  else {
    const { paymentId } = await stage.pay(quote);
    await news(core, core.provider.authorise(intentOf(paymentId)));
    await capturePayment(core.app, { paymentId });
  }
  const after = await quoteCancellation(ctx, { bookingId });
  expect((await stage.booking()).segments).toHaveLength((passengers[1]?.cancelled.length ?? 0) + 1);
  expect(after.refund.amount + refund.amount).toBeLessThanOrEqual(before.refund.amount + due.amount);
}

test("however often flights and fares are changed, back and forth, nobody gets more money out than a cancellation at once would have given", async () => {
  await using stage = await startChange({ party: couple });
  const { core } = stage;
  const [first = await stage.makeFlight()] = stage.flights;
  const { kept } = await quoteCancellation(stage.ctx, { bookingId: stage.bookingId });
  const [cheap, dear] = [await stage.makeFlight({ baseFare: 3000 }), await stage.makeFlight({ baseFare: 30_000 })];
  await moveTo(stage, cheap, { party: couple });
  await moveTo(stage, first, { brand: "FLEX", party: couple });
  await moveTo(stage, dear, { party: couple });
  await cancelByQuote(stage.ctx, await stage.booking(), { passengers: [0] });
  await moveTo(stage, cheap, { brand: "FLEX" });
  await moveTo(stage, first);
  await runJobs(core, "refund.execute");
  expect(await brokenInvariants(core)).toEqual([]);

  await cancelByQuote(stage.ctx, await stage.booking());
  await runJobs(core, "refund.execute");

  const { stripe_cash: left = 0, penalties = 0, refunds_payable: owed } = await balances(core);
  expect(left).toBe(-penalties);
  expect(left).toBeGreaterThanOrEqual(kept.amount);
  expect(owed).toBe(0);
  expect(await stage.booking()).toMatchObject({ state: "cancelled" });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("who was checked in and has left the booking since keeps nobody else from changing", async () => {
  await using stage = await startChange({ brand: "FLEX", party: couple });
  const { core, ctx, bookingId } = stage;
  await core.app.db.pool.query(
    "INSERT INTO special_service_request (passenger_id, segment_id, code) SELECT p.id, s.id, 'WCHR' FROM passenger p JOIN booking_segment s USING (booking_id)",
  );
  await runJobs(core, "notification.send");
  await core.database.advanceClock(200 * 3600);
  await checkIn(ctx, { bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
  await cancelByQuote(ctx, await stage.booking(), { passengers: [0] });
  await moveTo(stage, await stage.makeFlight(), { brand: "FLEX" });

  expect((await stage.booking()).passengers.map(({ cancelled }) => cancelled)).toEqual([
    [true, true],
    [true, false],
  ]);
  const needs = await core.app.db.prisma.specialServiceRequest.findMany({ where: { passenger: { bookingId } } });
  expect(needs.map(({ passengerId }) => passengerId).toSorted()).toHaveLength(3);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("so little that no card can be charged with it is said with the quote, and not at the till", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const almost = await stage.makeFlight({ baseFare: 10_010 });

  await expect(stage.quote(almost)).rejects.toMatchObject({ code: "AMOUNT_NOT_PAYABLE", details: { least: { amount: 50 } } });
});

test("a change that was done is answered again, also when the flights that were offered do not follow each other any more", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 1 });
  const { core, ctx, bookingId } = stage;
  const [out, back] = [await stage.makeFlight({ departsInHours: 250 }), await stage.makeFlight({ departsInHours: 300, wayBack: true })];
  const offer = [await stage.offerOf(out), await stage.offerOf(back)];
  const { quote } = await quoteChange(ctx, { bookingId, segments: [0, 1], offer });
  const { cancellation } = await stage.change(quote);
  await core.app.db.pool.query(
    "UPDATE flight SET departs_at = departs_at + interval '70 hours', arrives_at = arrives_at + interval '70 hours' WHERE id = $1",
    [out],
  );

  expect((await stage.change(quote)).cancellation).toEqual(cancellation);
});

test("dearer seats and other flights are not paid for at the same time: each payment buys what it is for, or goes back", async () => {
  await using stage = await startChange({ legroomFee: 1500 });
  const { core, ctx, bookingId } = stage;
  const later = await stage.makeFlight({ baseFare: 15_000 });
  const seats = await startPayment(ctx, { bookingId, seats: [["5A"]] });
  const first = await stage.pay((await stage.quote(later)).quote);
  expect(await news(core, core.provider.takeAtOnce(intentOf(seats.paymentId)))).toBe("confirmed");
  expect(await news(core, core.provider.authorise(intentOf(first.paymentId)))).toBe("withdrawing");
  const { quote, value } = await stage.quote(later);
  const second = await stage.pay(quote);
  expect(await news(core, core.provider.authorise(intentOf(second.paymentId)))).toBe("capturing");
  await expect(startPayment(ctx, { bookingId, seats: [["5B"]] })).rejects.toMatchObject({ code: "PAYMENT_PENDING" });
  expect(value.amount).toBeGreaterThan(seats.amount.amount);
  expect(await brokenInvariants(core)).toEqual([]);

  // What the dashboard gives back meanwhile pays for no flight: more would be due, and so the money is let go.
  await core.app.db.pool.query(
    `INSERT INTO refund (id, booking_id, payment_id, stripe_intent_id, stripe_refund_id, state, amount_minor, currency, reason)
     SELECT 'ref_x', booking_id, id, stripe_intent_id, 're_x', 'succeeded', amount_minor, currency, 'made_by_hand' FROM payment WHERE purpose = 'booking'`,
  );
  await capturePayment(core.app, { paymentId: second.paymentId });
  await cancelPayment(core.app, { paymentId: second.paymentId });
  expect((await stage.booking()).segments).toHaveLength(1);
  expect(await core.app.db.prisma.seatClaim.count({ where: { blockReason: second.paymentId, releasedAt: null } })).toBe(0);
});
