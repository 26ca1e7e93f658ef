import { openAccount, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { brokenInvariants, makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import type { Payment, Skyhold, StartedPayment } from "../src/index.ts";

const passenger = { givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" };

async function newTraveller(stack: TestStack, email: string): Promise<Skyhold> {
  const skyhold = createClient({ url: stack.url });
  skyhold.setToken((await openAccount(stack, { email, password: "correct horse battery", givenName: "Ana", surname: "Novák" })).token);
  return skyhold;
}

/** A flight of one row, sold in this currency, and what a traveller needs to book it. */
async function flightIn(stack: TestStack, skyhold: Skyhold, currency: string) {
  const flightId = await makeFlight(stack.database.db, { rows: 1 });
  await stack.database.db.prisma.flightCabin.updateMany({ where: { flightId }, data: { currency } });
  const { departureDate } = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const search = { origin: "PAR", destination: "LIS", departureDate: departureDate.toISOString().slice(0, 10) };
  const hold = async (traveller: Skyhold, seats: string[]) => {
    const { offers } = await traveller.flights.search({ ...search, passengers: { adults: seats.length } });
    const offer = offers.find(({ segments }) => segments[0]?.flight.id === flightId);
    return traveller.bookings.hold({ offer: offer?.token ?? "", seats: [seats] });
  };
  return {
    hold,
    start: async (seat: string): Promise<StartedPayment> => {
      const { id: bookingId } = await hold(skyhold, [seat]);
      await skyhold.bookings.setPassengers({ bookingId, passengers: [passenger] });
      return skyhold.payments.start({ bookingId });
    },
  };
}

/** What Stripe.js does in the traveller's browser. */
async function pay(stack: TestStack, { clientSecret }: StartedPayment, method: string): Promise<number> {
  const response = await fetch(`${stack.stripe.url}/v1/payment_intents/${intentOf(clientSecret)}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.stripe.publishableKey}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: method }),
  });
  return response.status;
}

/** What became of a payment. Far sooner than a test's own end, so that what does not come is told with the state it is in. */
async function outcomeOf(skyhold: Skyhold, { paymentId }: StartedPayment): Promise<Payment> {
  try {
    return await skyhold.payments.wait({ paymentId }, { timeoutMs: 20_000 });
  } catch (error) {
    throw new Error(`Waited in vain: ${JSON.stringify(await skyhold.payments.get({ paymentId }))}`, { cause: error });
  }
}

const intentOf = (clientSecret: string) => clientSecret.split("_secret")[0] ?? "";

async function authenticate(stack: TestStack, { clientSecret }: StartedPayment, outcome: "passed" | "failed"): Promise<void> {
  const response = await fetch(`${stack.stripe.url}/_sandbox/payment_intents/${intentOf(clientSecret)}/authenticate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ outcome }),
  });
  expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
}

/** Watches until a payment is as wanted. */
async function until(skyhold: Skyhold, { paymentId }: StartedPayment, isWanted: (payment: Payment) => boolean): Promise<Payment> {
  for await (const payment of skyhold.payments.watch({ paymentId }, { signal: AbortSignal.timeout(10_000) }))
    if (isWanted(payment)) return payment;
  throw new Error("Watched ten seconds in vain");
}

test(
  "several methods, each awaited to its end: cards, 3-D Secure, and a bank debit that cannot be authorised",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack();
    const skyhold = await newTraveller(stack, "ana@example.com");
    const { start } = await flightIn(stack, skyhold, "USD");
    const methods = [
      ["1A", "pm_card_visa", "Visa •••• 4242"],
      ["1B", "pm_card_mastercard", "Mastercard •••• 4444"],
      ["1C", "pm_card_amex", "Amex •••• 0005"],
      ["1D", "pm_usBankAccount_success", "Us bank account"],
    ] as const;
    for (const [seat, method, label] of methods) {
      const payment = await start(seat);
      expect(await pay(stack, payment, method)).toBe(200);
      const paid = await outcomeOf(skyhold, payment);
      expect(paid).toMatchObject({ outcome: "paid", bookingState: "confirmed", amount: payment.amount });
      expect([label, null]).toContain(paid.method);
    }

    const secure = await start("1E");
    expect(await pay(stack, secure, "pm_card_threeDSecure2Required")).toBe(200);
    expect(await until(skyhold, secure, ({ nextAction }) => nextAction === "authenticate")).toMatchObject({ outcome: "pending" });
    const waiting = outcomeOf(skyhold, secure);
    await authenticate(stack, secure, "passed");
    expect(await waiting).toMatchObject({ outcome: "paid", method: "Visa •••• 3220" });
  },
);

test("a decline leaves the booking payable: the same intent is tried again, after a failed 3-D Secure too, and never past payBy", async () => {
  await using stack = await startTestStack();
  const skyhold = await newTraveller(stack, "ana@example.com");
  const { start } = await flightIn(stack, skyhold, "EUR");
  const payment = await start("1A");

  const declined = skyhold.payments.wait(payment);
  await until(skyhold, payment, ({ nextAction }) => nextAction === "confirm");
  expect(await pay(stack, payment, "pm_card_visa_chargeDeclinedInsufficientFunds")).toBe(402);
  expect(await declined).toMatchObject({ outcome: "pending", nextAction: "confirm", declineCode: "insufficient_funds" });
  expect(await pay(stack, payment, "pm_card_threeDSecure2Required")).toBe(200);
  await authenticate(stack, payment, "failed");
  await until(skyhold, payment, ({ declineCode }) => declineCode === "payment_intent_authentication_failure");
  const again = await skyhold.payments.start({ bookingId: (await skyhold.payments.get({ paymentId: payment.paymentId })).bookingId });
  expect(again).toEqual(payment);
  expect(
    (await skyhold.bookings.get({ bookingId: (await skyhold.payments.get({ paymentId: payment.paymentId })).bookingId })).expiresAt,
  ).toEqual(payment.payBy);
  expect(await pay(stack, again, "pm_card_visa")).toBe(200);

  expect(await skyhold.payments.wait(payment)).toMatchObject({ outcome: "paid", declineCode: null });
  expect(stack.stripe.state.paymentIntents()).toHaveLength(1);
});

test("a debit taken at once for a seat that is gone goes back by itself, and whoever waits is told", async () => {
  await using stack = await startTestStack();
  const [slow, quick] = [await newTraveller(stack, "ana@example.com"), await newTraveller(stack, "jan@example.com")];
  const { start, hold } = await flightIn(stack, slow, "USD");
  const payment = await start("1A");
  await stack.database.advanceClock(1801);
  await hold(quick, ["1A", "1B", "1C", "1D", "1E", "1F"]);

  expect(await pay(stack, payment, "pm_usBankAccount_success")).toBe(200);

  expect(await slow.payments.wait(payment)).toMatchObject({ outcome: "refunded", refund: { reason: "seats_gone" } });
  expect((await until(slow, payment, ({ refund }) => refund?.state === "succeeded")).refund?.amount).toEqual(payment.amount);
  expect(stack.stripe.state.refunds()).toHaveLength(1);
});

test("waiting has an end of its own, by time or by signal, and the payment goes on", async () => {
  await using stack = await startTestStack({ worker: false });
  const skyhold = await newTraveller(stack, "ana@example.com");
  const payment = await (await flightIn(stack, skyhold, "EUR")).start("1A");

  await expect(skyhold.payments.wait(payment, { timeoutMs: 50 })).rejects.toMatchObject({ code: "TIMEOUT", retryable: true });
  await expect(skyhold.payments.wait(payment, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: "ABORTED" });
  expect(await skyhold.payments.get({ paymentId: payment.paymentId })).toMatchObject({ outcome: "pending", nextAction: "confirm" });
});

test("what is refunded in Stripe's dashboard and what a bank contests is on record, for staff to see", { timeout: 30_000 }, async () => {
  await using stack = await startTestStack();
  const skyhold = await newTraveller(stack, "ana@example.com");
  const { start } = await flightIn(stack, skyhold, "EUR");
  const [refunded, disputed] = [await start("1A"), await start("1B")];
  await pay(stack, refunded, "pm_card_visa");
  await pay(stack, disputed, "pm_card_createDispute");
  await Promise.all([skyhold.payments.wait(refunded), skyhold.payments.wait(disputed)]);
  const { stripe } = stack.dependencies;

  await stripe.refunds.create({ payment_intent: intentOf(refunded.clientSecret), amount: 1000 });
  await expect
    .poll(() => stack.database.db.prisma.refund.findFirst(), { timeout: 10_000 })
    .toMatchObject({ state: "succeeded", amountMinor: 1000n });
  await expect(skyhold.admin.disputes.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await stack.database.db.prisma.user.updateMany({ data: { role: "staff" } });
  await expect
    .poll(() => skyhold.admin.disputes.list({ open: true }), { timeout: 10_000 })
    .toMatchObject({ disputes: [{ reason: "fraudulent", funds: "withdrawn", amount: disputed.amount }] });
});

test(
  "dearer seats of a paid booking are paid for through the SDK, and refused by name when someone was faster",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack();
    const [skyhold, rival] = [await newTraveller(stack, "ana@example.com"), await newTraveller(stack, "jan@example.com")];
    const flight = await flightIn(stack, skyhold, "EUR");
    const booked = await flight.start("1A");
    await pay(stack, booked, "pm_card_visa");
    const { bookingId } = await skyhold.payments.wait(booked);
    const { total } = await skyhold.bookings.get({ bookingId });
    await stack.database.db.pool.query("UPDATE flight_cabin SET seat_fee_minor = 700");

    const { difference, refusal } = await skyhold.bookings.quoteSeatChange({ bookingId, seats: [["1B"]] });
    expect(refusal).toMatchObject({ code: "SEAT_SURCHARGE_DUE" });
    const lost = await skyhold.payments.start({ bookingId, seats: [["1B"]] });
    expect(lost.amount).toEqual(difference);
    await flight.hold(rival, ["1B"]);
    await pay(stack, lost, "pm_card_visa");
    expect(await skyhold.payments.wait(lost)).toMatchObject({ outcome: "ended", bookingState: "confirmed" });
    await expect(skyhold.payments.start({ bookingId, seats: [["1B"]] })).rejects.toMatchObject({ code: "SEAT_TAKEN" });

    const paid = await skyhold.payments.start({ bookingId, seats: [["1C"]] });
    await pay(stack, paid, "pm_card_visa");
    expect(await skyhold.payments.wait(paid)).toMatchObject({ outcome: "paid", seats: [["1C"]] });
    expect(await skyhold.bookings.get({ bookingId })).toMatchObject({
      total: { amount: total.amount + difference.amount },
      passengers: [{ seats: ["1C"] }],
    });
    expect(stack.stripe.state.refunds()).toHaveLength(0);
    expect(await brokenInvariants({ app: stack.database })).toEqual([]);
  },
);
