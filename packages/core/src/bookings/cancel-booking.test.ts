import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { balances, brokenInvariants, cancelByQuote, hold, paidTripOn, runJobs, startTestCore } from "../testing/index.ts";
import { getETicket } from "../tickets/get-e-ticket.ts";
import type { Booking } from "./booking.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { changeSeats } from "./change-seats.ts";
import { getBooking } from "./get-booking.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

const quoteFor = (ctx: Context<User>, { id: bookingId }: Booking, scope: { passengers?: number[]; segments?: number[] } = {}) =>
  quoteCancellation(ctx, { bookingId, ...scope });

const couples = { party: { adults: 2, children: 0, infants: 0 } };

test("a Flex booking cancelled as a whole: all comes back, seats are free, coupons and books say so", async () => {
  await using core = await startTestCore();
  const { ctx, booking, flights } = await paidTripOn(core, 1, couples);
  const quote = await quoteFor(ctx, booking);
  expect(quote).toMatchObject({
    refund: booking.total,
    kept: { amount: 0 },
    trace: [expect.stringContaining("Flex"), expect.stringContaining("Taxes")],
  });

  const { booking: after, cancellation } = await cancelBooking(ctx, { bookingId: booking.id, quote: quote.quote });
  expect(after).toMatchObject({
    state: "cancelled",
    availableActions: [],
    passengers: [{ seats: [null], cancelled: [true] }, { cancelled: [true] }],
  });
  expect(cancellation).toMatchObject({ refund: booking.total, refundState: "pending", cancelledBy: "traveller", lines: quote.lines });
  expect(await balances(core)).toMatchObject({ stripe_cash: booking.total.amount, refunds_payable: -booking.total.amount });
  await runJobs(core, "refund.execute");

  expect(await balances(core)).toMatchObject({ stripe_cash: 0, refunds_payable: 0, sales_fare: 0, sales_tax: 0 });
  expect((await getBooking(ctx, { bookingId: booking.id })).cancellations).toMatchObject([{ refundState: "succeeded" }]);
  expect((await core.app.db.prisma.coupon.findMany()).map(({ status }) => status)).toEqual(["refunded", "refunded"]);
  await expect(hold(await core.traveller(), flights[0] ?? "flt_", ["1A", "1B"])).resolves.toMatchObject({ state: "held" });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a Saver booking gives the taxes back and keeps the fare as a penalty", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1, { brand: "SAVER" });

  const { cancellation } = await cancelByQuote(ctx, booking);
  await runJobs(core, "refund.execute");

  expect(cancellation).toMatchObject({ paid: { amount: 11_400 }, refund: { amount: 1400 }, kept: { amount: 10_000 } });
  expect(cancellation.lines.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([
    "fare: Saver: not refundable",
    "tax: Taxes and airport charges of a flight that is not taken are refunded",
  ]);
  expect(await balances(core)).toMatchObject({ stripe_cash: 10_000, penalties: -10_000, sales_fare: 0, sales_tax: 0 });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("some passengers on some segments: the rest keeps its seats, tickets and record locator", async () => {
  await using core = await startTestCore();
  const { ctx, booking, flights } = await paidTripOn(core, 2, couples);

  const { booking: after, cancellation } = await cancelByQuote(ctx, booking, { passengers: [1], segments: [0] });

  expect(after).toMatchObject({ state: "confirmed", recordLocator: booking.recordLocator, total: booking.total });
  expect(after.availableActions).toContain("cancel");
  expect(after.passengers.map(({ cancelled }) => cancelled)).toEqual([
    [false, false],
    [true, false],
  ]);
  expect(after.passengers.map(({ seats }) => seats.map((seat) => seat !== null))).toEqual([
    [true, true],
    [false, true],
  ]);
  expect(cancellation.items).toEqual([{ passenger: 1, segment: 0 }]);
  expect(cancellation.refund.amount * 4).toBe(booking.total.amount);
  const [given] = booking.passengers[1]?.seats ?? [];
  await expect(hold(await core.traveller(), flights[0] ?? "flt_", [given ?? ""])).resolves.toMatchObject({ state: "held" });
  expect((await getETicket(ctx, { bookingId: booking.id })).contentType).toBe("application/pdf");
  expect(await brokenInvariants(core)).toEqual([]);
});

test("cancelled in parts, all comes back that the whole would have brought, and the last part ends the booking", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 2, { ...couples, brand: "SAVER" });
  const whole = await quoteFor(ctx, booking);

  const parts = [];
  for (const scope of [{ passengers: [1], segments: [0] }, { segments: [0] }, {}])
    parts.push((await cancelByQuote(ctx, booking, scope)).cancellation);
  await runJobs(core, "refund.execute");

  expect(parts.reduce((sum, { refund }) => sum + refund.amount, 0)).toBe(whole.refund.amount);
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "cancelled" });
  expect([...core.provider.refunded.values()].reduce((sum, { amount }) => sum + amount, 0)).toBe(whole.refund.amount);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("the same quote twice answers the same cancellation, and one refund", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1);
  const { quote } = await quoteFor(ctx, booking);

  const first = await cancelBooking(ctx, { bookingId: booking.id, quote });
  await core.database.advanceClock(3600);

  expect(await cancelBooking(ctx, { bookingId: booking.id, quote })).toEqual(first);
  expect(await core.app.db.prisma.refund.count()).toBe(1);
});

test("a quote past its time is refused, and nothing has moved", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1);
  const { quote, expiresAt } = await quoteFor(ctx, booking);
  await core.database.advanceClock(901);

  await expect(cancelBooking(ctx, { bookingId: booking.id, quote })).rejects.toMatchObject({
    code: "QUOTE_EXPIRED",
    details: { expiredAt: expiresAt },
  });
  expect(await getBooking(ctx, { bookingId: booking.id })).toEqual(booking);
});

test("a quote that no longer holds is refused with the new one, which can be confirmed", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1, couples);
  const { quote } = await quoteFor(ctx, booking);
  await cancelByQuote(ctx, booking, { passengers: [1] });

  const error: unknown = await cancelBooking(ctx, { bookingId: booking.id, quote }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "QUOTE_CHANGED", details: { quote: { items: [{ passenger: 0, segment: 0 }] } } });
  const { details } = error as { details: { quote: { quote: string } } };
  expect(await cancelBooking(ctx, { bookingId: booking.id, quote: details.quote.quote })).toMatchObject({
    booking: { state: "cancelled" },
  });
});

test("when the airline cancels the flight meanwhile, the Saver quote no longer holds and the new one gives all back", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1, { brand: "SAVER" });
  const { quote } = await quoteFor(ctx, booking);
  await core.app.db.prisma.flight.updateMany({ data: { status: "cancelled" } });

  await expect(cancelBooking(ctx, { bookingId: booking.id, quote })).rejects.toMatchObject({
    code: "QUOTE_CHANGED",
    details: { quote: { refund: booking.total, trace: [expect.stringContaining("Regulation (EC) 261/2004")] } },
  });
});

test("for a day after a late reassignment everything comes back, whatever the fare", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1, { brand: "SAVER" });
  await core.app.db.pool.query("UPDATE booking SET free_cancellation_until = skyhold_now() + interval '1 day'");

  expect(await quoteFor(ctx, booking)).toMatchObject({ refund: booking.total, trace: [expect.stringContaining("other seats")] });
});

test("an altered quote, another's quote and another's booking are refused", async () => {
  await using core = await startTestCore();
  const [mine, theirs] = [await paidTripOn(core, 1), await paidTripOn(core, 1)];
  const { quote } = await quoteFor(mine.ctx, mine.booking);
  const foreign = await quoteFor(theirs.ctx, theirs.booking);

  await expect(cancelBooking(mine.ctx, { bookingId: mine.booking.id, quote: `${quote}x` })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "quote" }] },
  });
  await expect(cancelBooking(mine.ctx, { bookingId: mine.booking.id, quote: foreign.quote })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
  await expect(cancelBooking(mine.ctx, { bookingId: theirs.booking.id, quote: foreign.quote })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(quoteFor(mine.ctx, theirs.booking)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("after a part is cancelled, those who still travel change their seats, and nobody else has one", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 2, couples);
  await cancelByQuote(ctx, booking, { passengers: [0], segments: [1] });

  const after = await changeSeats(ctx, { bookingId: booking.id, seats: [["5A", "5B"], ["5F"]] });

  expect(after.passengers.map(({ seats }) => seats)).toEqual([
    ["5A", null],
    ["5B", "5F"],
  ]);
  await expect(
    changeSeats(ctx, {
      bookingId: booking.id,
      seats: [
        ["5A", "5B"],
        ["5F", "5E"],
      ],
    }),
  ).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
