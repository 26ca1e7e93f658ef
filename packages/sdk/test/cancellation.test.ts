import { openAccount, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient, isSkyholdError } from "../src/index.ts";
import type { Skyhold } from "../src/index.ts";

/** Asks until the answer is there, for at most twenty seconds. */
async function until<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Waited twenty seconds in vain");
}

/** A couple's booking, held, named, paid by card and confirmed, as a traveller does it. */
async function paidBooking(stack: TestStack, skyhold: Skyhold) {
  skyhold.setToken(
    (await openAccount(stack, { email: "ana@example.com", password: "correct horse battery", givenName: "Ana", surname: "Novák" })).token,
  );
  const flightId = await makeFlight(stack.database.db, { departsInHours: 240 });
  const flight = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const { offers } = await skyhold.flights.search({ origin: "PAR", destination: "LIS", departureDate, passengers: { adults: 2 } });
  const { id: bookingId } = await skyhold.bookings.hold({
    offer: offers.find(({ segments }) => segments[0]?.brand.code === "FLEX")?.token ?? "",
  });
  const born = { surname: "Novák", birthDate: "1990-05-17" };
  await skyhold.bookings.setPassengers({ bookingId, passengers: ["Ana", "Jan"].map((givenName) => ({ ...born, givenName })) });
  const { clientSecret } = await skyhold.payments.start({ bookingId });
  await fetch(`${stack.stripe.url}/v1/payment_intents/${clientSecret.split("_secret")[0] ?? ""}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.stripe.publishableKey}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: "pm_card_visa" }),
  });
  return until(async () => {
    const booking = await skyhold.bookings.get({ bookingId });
    return booking.state === "confirmed" ? booking : null;
  });
}

test("from a quote to the money at the bank: a passenger first, then the rest, through Stripe's own SDK and mails", async () => {
  await using stack = await startTestStack();
  const skyhold = createClient({ url: stack.url });
  const { id: bookingId, total, recordLocator } = await paidBooking(stack, skyhold);
  const whole = await skyhold.bookings.quoteCancellation({ bookingId });
  const part = await skyhold.bookings.quoteCancellation({ bookingId, passengers: [1] });
  expect(whole.refund).toEqual(total);

  const { booking } = await skyhold.bookings.cancel({ bookingId, quote: part.quote });
  expect(booking).toMatchObject({ state: "confirmed", passengers: [{ cancelled: [false] }, { cancelled: [true], seats: [null] }] });
  const changed: unknown = await skyhold.bookings.cancel({ bookingId, quote: whole.quote }).catch((error: unknown) => error);
  if (!isSkyholdError(changed, "QUOTE_CHANGED")) throw changed;
  const { quote } = changed.details.quote;
  expect((await skyhold.bookings.cancel({ bookingId, quote })).booking.state).toBe("cancelled");

  const { cancellations } = await until(async () => {
    const now = await skyhold.bookings.get({ bookingId });
    return now.cancellations.every(({ refundState }) => refundState === "succeeded") ? now : null;
  });
  expect(cancellations.reduce((sum, { refund }) => sum + refund.amount, 0)).toBe(total.amount);
  await expect(skyhold.bookings.eTicket({ bookingId })).rejects.toMatchObject({ code: "BOOKING_STATE" });
  const subjects = await until(async () => {
    const found = stack.mailbox.list().flatMap(({ subject }) => (subject.includes("e-mail address") ? [] : [subject]));
    return found.length >= 5 ? found.toSorted() : null;
  });
  expect(subjects).toEqual([
    `Booking cancelled (${recordLocator})`,
    expect.stringContaining("Booking confirmed"),
    expect.stringMatching(/^Booking (partly )?cancelled/u),
    expect.stringContaining("Refund sent"),
    expect.stringContaining("Refund sent"),
  ]);
}, 60_000);

test("refunds and other people's bookings are for staff", async () => {
  await using stack = await startTestStack();
  const skyhold = createClient({ url: stack.url });
  const { id: bookingId, total } = await paidBooking(stack, skyhold);
  const cancel = { bookingId, refund: "full", reason: "asked on the phone" } as const;

  await expect(skyhold.admin.bookings.cancel(cancel)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(skyhold.admin.refunds.list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await stack.database.db.prisma.user.updateMany({ data: { role: "staff" } });
  expect(await skyhold.admin.bookings.quoteCancellation({ bookingId })).toMatchObject({ refund: total, compensation: [] });
  expect(await skyhold.admin.bookings.cancel(cancel)).toMatchObject({ booking: { state: "cancelled" }, cancellation: { refund: total } });

  const refund = await until(async () => (await skyhold.admin.refunds.list({ state: "succeeded" })).refunds[0] ?? null);
  expect(refund).toMatchObject({ bookingId, amount: total, reason: "cancellation", waiting: false });
  await expect(skyhold.admin.refunds.retry({ refundId: refund.id, reason: "again" })).rejects.toMatchObject({ code: "REFUND_STATE" });
  await expect(skyhold.admin.refunds.markPaidOutside({ refundId: refund.id, reference: "again" })).rejects.toMatchObject({
    code: "REFUND_STATE",
  });
}, 60_000);
