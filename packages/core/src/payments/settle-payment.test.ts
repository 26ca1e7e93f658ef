import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { BookingId } from "../ids.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { balances, hold, holdUpToPayment, makeFlight, news, persist, startTestCore } from "../testing/index.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { startPayment } from "./start-payment.ts";

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

  const outcomes = await Promise.all(Array.from({ length: 100 }, () => persist(() => news(core, taken, "evt_same"))));

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
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const { booking, intentId, paymentId } = await holdUpToPayment(late, flight, ["1A", "1B"]);
  await core.database.advanceClock(1801);
  await hold(quick, flight, ["1B", "1E"]);

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
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const { booking, intentId } = await holdUpToPayment(late, flight, ["1A"]);
  await core.database.advanceClock(1801);
  await hold(quick, flight, ["1A", "1B", "1C", "1D", "1E", "1F"]);
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

test("a wrong amount taken for seats that were secured ends the booking and frees them", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { intentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  await news(core, core.provider.authorise(intentId));

  expect(await news(core, core.provider.takeAtOnce(intentId, { amount: 100, currency: "EUR" }))).toBe("refunding");
  await expect(hold(await core.traveller(), flight, ["1A"])).resolves.toMatchObject({ state: "held" });
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

test("a provider that is away leaves its failed attempt on record, and the next try is a new one", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  core.provider.failNext();
  await expect(holdUpToPayment(ctx, flight, ["1A"])).rejects.toMatchObject({ code: "PAYMENT_PROVIDER_UNAVAILABLE" });
  const booking = await core.app.db.prisma.booking.findFirstOrThrow({ include: { payments: true } });

  const started = await startPayment(ctx, { bookingId: BookingId.parse(booking.id) });

  expect(booking.payments).toMatchObject([{ state: "failed" }]);
  expect(started.paymentId).not.toBe(booking.payments[0]?.id);
});

test("another's booking can be neither read, paid nor released", async () => {
  await using core = await startTestCore();
  const [owner, other] = [await core.traveller(), await core.traveller()];
  const { booking } = await holdUpToPayment(owner, await makeFlight(core.app.db), ["1A"]);

  await expect(getBooking(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(startPayment(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(releaseHold(other, { bookingId: booking.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a card authorised while the expired booking's payment is being withdrawn: paid and ticketed, or neither and the seat free", async () => {
  await using core = await startTestCore();
  const [late, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const { booking, intentId, paymentId } = await holdUpToPayment(late, flight, ["1A"]);
  await core.database.advanceClock(1801);
  await expireHolds(core.app);
  const authorised = core.provider.authorise(intentId);

  expect(await news(core, authorised)).toBe("capturing");
  await cancelPayment(core.app, { paymentId });
  expect(core.provider.intents.get(intentId)?.state).toBe("authorised");

  expect(await news(core, await core.provider.cancelIntent(intentId))).toBe("noted");
  expect(await getBooking(late, { bookingId: booking.id })).toMatchObject({ state: "expired", passengers: [{ seats: [null] }] });
  await expect(hold(other, flight, ["1A"])).resolves.toMatchObject({ state: "held" });
});

test("an authorisation that is withdrawn before the deadline ends the booking at once and frees its seats", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { booking, intentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  await news(core, core.provider.authorise(intentId));
  await news(core, await core.provider.cancelIntent(intentId));

  await expect(startPayment(ctx, { bookingId: booking.id })).rejects.toMatchObject({ code: "HOLD_EXPIRED" });
  await expect(hold(await core.traveller(), flight, ["1A"])).resolves.toMatchObject({ state: "held" });
});

test("the sweep leaves a booking alone whose seats are secured, also when it looked before and waited", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  await news(core, core.provider.authorise(intentId));
  await core.database.advanceClock(1801);

  expect(await expireHolds(core.app)).toBe(0);
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "awaiting_payment" });
});

test("money is not taken for a flight that has left since the card was authorised", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { intentId, paymentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db, { departsInHours: 3 }), ["1A"]);
  await news(core, core.provider.authorise(intentId));
  await core.database.advanceClock(4 * 3600);

  await capturePayment(core.app, { paymentId });
  await cancelPayment(core.app, { paymentId });

  expect(core.provider.intents.get(intentId)?.state).toBe("cancelled");
  expect(await core.app.db.prisma.seatClaim.count({ where: { releasedAt: null } })).toBe(0);
});
