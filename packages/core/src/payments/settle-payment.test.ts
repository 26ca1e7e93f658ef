import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { BookingId } from "../ids.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import { recordPaymentEvent } from "./record-payment-event.ts";
import { startPayment } from "./start-payment.ts";

let events = 0;

/** What the webhook hears of an intent. */
function news(core: TestCore, intent: IntentSnapshot, eventId = `evt_${(events += 1)}`) {
  return recordPaymentEvent(core.app, { eventId, type: "payment_intent", subject: { kind: "payment", intent } });
}

/** What is owed to nobody must be nothing: each account's balance. */
async function balances(core: TestCore): Promise<Record<string, number>> {
  const sums = await core.app.db.prisma.ledgerEntry.groupBy({ by: ["account"], _sum: { amountMinor: true } });
  return Object.fromEntries(sums.map((sum) => [sum.account, Number(sum._sum.amountMinor ?? 0)]));
}

test("authorise, seats for good, capture: the booking is confirmed, ticketed, booked in the ledger and its mail queued", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId, paymentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A", "1B"]);

  expect(await news(core, core.provider.authorise(intentId))).toBe("capturing");
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "awaiting_payment", availableActions: [] });
  await capturePayment(core.app, { paymentId });

  const confirmed = await getBooking(ctx, { bookingId: booking.id });
  expect(confirmed).toMatchObject({ state: "confirmed", expiresAt: null, payment: { state: "captured", method: "Visa •••• 4242" } });
  expect(confirmed.passengers.map(({ ticketNumbers }) => ticketNumbers)).toEqual([["9990000000001"], ["9990000000002"]]);
  expect(await balances(core)).toMatchObject({ stripe_cash: booking.total.amount, receivable: 0 });
  expect((await core.sentJobs()).map(({ name }) => name)).toEqual(["payment.capture", "notification.send"]);
});

test("an event that comes a hundred times has one effect", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  const taken = core.provider.takeAtOnce(intentId);

  const outcomes = await Promise.all(Array.from({ length: 100 }, () => news(core, taken, "evt_same")));

  expect(outcomes.filter((outcome) => outcome === "confirmed")).toHaveLength(1);
  expect(await balances(core)).toMatchObject({ stripe_cash: booking.total.amount });
  expect(await core.app.db.prisma.ticket.count()).toBe(1);
});

test("news that comes before the provider's own answer finds its payment", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { paymentId, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  await core.app.db.prisma.payment.update({ where: { id: paymentId }, data: { stripeIntentId: null, state: "starting" } });

  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("confirmed");
});

test("a late payment gets its seats back where nobody took them", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  await core.database.advanceClock(1801);
  await expireHolds(core.app);
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "expired", availableActions: [] });

  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("confirmed");
  expect((await getBooking(ctx, { bookingId: booking.id })).passengers[0]?.seats).toEqual(["1A"]);
});

test("a late authorisation for seats that someone else has is withdrawn: nothing is charged", async () => {
  await using core = await startTestCore();
  const [late, quick] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { booking, intentId, paymentId } = await holdUpToPayment(late, flight, ["1A", "1B"]);
  await core.database.advanceClock(1801);
  await hold(quick, flight, ["1B"]);

  expect(await news(core, core.provider.authorise(intentId))).toBe("withdrawing");
  await cancelPayment(core.app, { paymentId });

  expect(core.provider.intents.get(intentId)?.state).toBe("cancelled");
  expect(await getBooking(late, { bookingId: booking.id })).toMatchObject({
    state: "expired",
    passengers: [{ seats: [null] }, { seats: [null] }],
  });
  expect(await hold(quick, flight, ["1A"])).toMatchObject({ state: "held" });
});

test("money taken for seats that are gone goes back, once, and the books say so", async () => {
  await using core = await startTestCore();
  const [late, quick] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { booking, intentId } = await holdUpToPayment(late, flight, ["1A"]);
  await core.database.advanceClock(1801);
  await hold(quick, flight, ["1A"]);
  const taken = core.provider.takeAtOnce(intentId);

  expect(await news(core, taken)).toBe("refunding");
  expect(await news(core, taken)).toBe("already");
  const refunds = (await core.sentJobs()).filter(({ name }) => name === "refund.execute");
  for (const { payload } of [...refunds, ...refunds]) await executeRefund(core.app, { refundId: payload["refundId"] ?? "" });

  expect([...core.provider.refunded.values()]).toEqual([booking.total]);
  expect(await balances(core)).toMatchObject({ stripe_cash: 0, refunds_payable: 0 });
});

test("a payment that comes in for a released booking goes back, and its seat stays with its new owner", async () => {
  await using core = await startTestCore();
  const [first, second] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { booking, intentId } = await holdUpToPayment(first, flight, ["1A"]);
  await releaseHold(first, { bookingId: booking.id });
  await hold(second, flight, ["1A"]);

  expect(await news(core, core.provider.takeAtOnce(intentId))).toBe("refunding");
  expect(await getBooking(first, { bookingId: booking.id })).toMatchObject({ state: "released" });
});

test("a wrong amount does not confirm: it goes back", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);

  expect(await news(core, core.provider.takeAtOnce(intentId, { amount: 100, currency: "EUR" }))).toBe("refunding");
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "awaiting_payment" });
});

test("a payment for a booking that we do not know goes back and is on record", async () => {
  await using core = await startTestCore();
  const stranger = { intentId: "pi_stranger", paymentId: null, declineCode: null, methodLabel: null } as const;

  expect(await news(core, { ...stranger, state: "captured", amount: { amount: 4200, currency: "EUR" } })).toBe("refunding");
  expect(await core.app.db.prisma.refund.findFirst()).toMatchObject({ reason: "unknown_booking", amountMinor: 4200n });
});

test("starting a payment again, also five times at once, is the same payment", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, paymentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);

  const again = await Promise.all(Array.from({ length: 5 }, () => startPayment(ctx, { bookingId: booking.id })));

  expect(new Set(again.map((payment) => payment.paymentId))).toEqual(new Set([paymentId]));
  expect(core.provider.intents.size).toBe(1);
});

test("a provider that is away leaves the attempt on record, and the next try completes it", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  core.provider.failNext();
  await expect(holdUpToPayment(ctx, flight, ["1A"])).rejects.toMatchObject({ code: "PAYMENT_PROVIDER_UNAVAILABLE" });
  const booking = await core.app.db.prisma.booking.findFirstOrThrow({ include: { payments: true } });

  const started = await startPayment(ctx, { bookingId: BookingId.parse(booking.id) });

  expect(started.paymentId).toBe(booking.payments[0]?.id);
});

test("another's booking can be neither read, paid nor released", async () => {
  await using core = await startTestCore();
  const [owner, other] = [await core.traveller(), await core.traveller()];
  const { booking } = await holdUpToPayment(owner, await makeFlight(core.app.db), ["1A"]);

  await expect(getBooking(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(startPayment(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(releaseHold(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
