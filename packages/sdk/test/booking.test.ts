import { openAccount, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import type { FlightId } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import type { Skyhold } from "../src/index.ts";

/** Asks until the answer is there, for at most ten seconds. */
async function until<Answer>(ask: () => Promise<Answer | null | undefined>): Promise<Answer> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Waited ten seconds in vain");
}

async function newTraveller(stack: TestStack, email: string) {
  const skyhold = createClient({ url: stack.url });
  skyhold.setToken((await openAccount(stack, { email, password: "correct horse battery", givenName: "Ana", surname: "Novák" })).token);
  return skyhold;
}

/** The cheapest offer for a flight, found as a traveller finds it. */
async function offerFor(stack: TestStack, skyhold: Skyhold, { flightId, adults = 1 }: { flightId: FlightId; adults?: number }) {
  const flight = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const { offers } = await skyhold.flights.search({ origin: "PAR", destination: "LIS", departureDate, passengers: { adults } });
  const offer = offers.find((candidate) => candidate.segments[0]?.flight.id === flightId);
  if (!offer) throw new Error("The flight is not on sale");
  return offer;
}

const passenger = (givenName: string) => ({ givenName, surname: "Novák", birthDate: "1990-05-17" });

/** What Stripe.js does in the traveller's browser. */
async function pay(stack: TestStack, clientSecret: string, card: string): Promise<number> {
  const intentId = clientSecret.split("_secret")[0] ?? "";
  const response = await fetch(`${stack.stripe.url}/v1/payment_intents/${intentId}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.stripe.publishableKey}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
  });
  return response.status;
}

test("from an account to the mailed e-ticket, over HTTP, through Stripe's own SDK and signed webhooks", async () => {
  await using stack = await startTestStack();
  const skyhold = await newTraveller(stack, "ana@example.com");
  const flightId = await makeFlight(stack.database.db);
  const offer = await offerFor(stack, skyhold, { flightId, adults: 2 });

  const held = await skyhold.bookings.hold({ offer: offer.token, seats: [["2A", "2B"]] });
  expect((await skyhold.seats.map({ flightId })).seats.filter((seat) => seat.state === "yours").map((seat) => seat.seat)).toEqual([
    "2A",
    "2B",
  ]);
  await skyhold.bookings.setPassengers({ bookingId: held.id, passengers: [passenger("Ana"), passenger("Jan")] });
  const payment = await skyhold.payments.start({ bookingId: held.id });
  expect(payment.amount).toEqual(offer.total);
  expect(await skyhold.payments.start({ bookingId: held.id })).toEqual(payment);

  expect(await pay(stack, payment.clientSecret, "pm_card_visa_chargeDeclined")).toBe(402);
  await until(async () => ((await skyhold.payments.get({ paymentId: payment.paymentId })).declineCode === "generic_decline" ? true : null));
  expect(await pay(stack, payment.clientSecret, "pm_card_visa")).toBe(200);

  const confirmed = await until(async () => {
    const booking = await skyhold.bookings.get({ bookingId: held.id });
    return booking.state === "confirmed" ? booking : null;
  });
  const mail = await until(async () =>
    stack.mailbox.list().find(({ subject, attachments }) => subject.includes(held.recordLocator) && attachments.length > 0),
  );
  const ticket = await skyhold.bookings.eTicket({ bookingId: held.id });
  expect(confirmed).toMatchObject({ total: offer.total, payment: { state: "captured", method: "Visa •••• 4242" } });
  expect(mail).toMatchObject({ to: "ana@example.com", subject: expect.stringContaining(held.recordLocator) });
  expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf", "text/calendar"]);
  expect(new TextDecoder().decode(ticket.bytes.subarray(0, 5))).toBe("%PDF-");
  const calendar = await skyhold.bookings.calendarFile({ bookingId: held.id });
  expect(calendar).toMatchObject({
    fileName: `flights-${held.recordLocator}.ics`,
    contentType: expect.stringMatching(/^text\/calendar;/u),
  });
  // A mail has line ends of its own.
  const mailed = new TextDecoder().decode(mail.attachments[1]?.content);
  expect(new TextDecoder().decode(calendar.bytes).split("\r\n")).toEqual(mailed.trimEnd().split(/\r?\n/u));
});

test("when the seats are gone, the late card is not charged", async () => {
  await using stack = await startTestStack();
  const [late, quick] = [await newTraveller(stack, "late@example.com"), await newTraveller(stack, "quick@example.com")];
  const flightId = await makeFlight(stack.database.db, { rows: 1 });
  const offer = await offerFor(stack, late, { flightId });
  const held = await late.bookings.hold({ offer: offer.token, seats: [["1A"]] });
  await late.bookings.setPassengers({ bookingId: held.id, passengers: [passenger("Ana")] });
  const { clientSecret, paymentId } = await late.payments.start({ bookingId: held.id });
  await stack.database.advanceClock(1801);
  await quick.bookings.hold({
    offer: (await offerFor(stack, quick, { flightId, adults: 6 })).token,
    seats: [["1A", "1B", "1C", "1D", "1E", "1F"]],
  });

  await pay(stack, clientSecret, "pm_card_visa");
  await until(async () => ((await late.payments.get({ paymentId })).state === "cancelled" ? true : null));

  expect(stack.stripe.state.balanceTransactions()).toEqual([]);
  expect(await late.bookings.get({ bookingId: held.id })).toMatchObject({ state: "expired" });
});

test("a seat's price is on the map, in the booking and on the ticket; it is paid for, and what a cheaper seat saves comes back", async () => {
  await using stack = await startTestStack();
  const skyhold = await newTraveller(stack, "ana@example.com");
  const flightId = await makeFlight(stack.database.db, { legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const offer = await offerFor(stack, skyhold, { flightId });
  const held = await skyhold.bookings.hold({ offer: offer.token, seats: [["2A"]] });
  await skyhold.bookings.setPassengers({ bookingId: held.id, passengers: [passenger("Ana")] });
  const outdated = await skyhold.payments.start({ bookingId: held.id });

  const { seats } = await skyhold.seats.map({ flightId, brand: offer.segments[0]?.brand.code ?? "" });
  const prices = Object.fromEntries(seats.map(({ seat, price }) => [seat, price?.amount]));
  const quote = await skyhold.bookings.quoteSeatChange({ bookingId: held.id, seats: [["1A"]] });
  const moved = await skyhold.bookings.changeSeats({ bookingId: held.id, seats: [["1A"]] });
  expect(prices).toMatchObject({ "1A": 2500, "2A": 500 });
  expect(quote).toMatchObject({ difference: { amount: 2000 }, total: moved.total, refusal: null });
  const { clientSecret, amount } = await skyhold.payments.start({ bookingId: held.id });
  expect(amount).toEqual(moved.total);
  await until(async () => ((await pay(stack, outdated.clientSecret, "pm_card_visa")) === 200 ? null : true));
  expect(await pay(stack, clientSecret, "pm_card_visa")).toBe(200);
  const mail = await until(async () =>
    stack.mailbox.list().find(({ subject, attachments }) => subject.includes(held.recordLocator) && attachments.length > 0),
  );
  expect(mail.text).toMatch(/Seat 1A, extra legroom +€25\.00/u);

  const cheaper = await skyhold.bookings.changeSeats({ bookingId: held.id, seats: [["3A"]] });
  expect(cheaper.total).toEqual(held.total);
  await until(async () => stack.stripe.state.balanceTransactions().find((entry) => entry.type === "refund" && entry.amount === -2000));
  await expect(skyhold.bookings.changeSeats({ bookingId: held.id, seats: [["1A"]] })).rejects.toMatchObject({
    code: "SEAT_SURCHARGE_DUE",
    details: { difference: { amount: 2000, currency: "EUR" } },
  });
});

test("a booking is found by nobody but its owner", async () => {
  await using stack = await startTestStack({ worker: false });
  const [owner, other] = [await newTraveller(stack, "owner@example.com"), await newTraveller(stack, "other@example.com")];
  const offer = await offerFor(stack, owner, { flightId: await makeFlight(stack.database.db) });
  const { id } = await owner.bookings.hold({ offer: offer.token, seats: [["1A"]] });

  await expect(other.bookings.get({ bookingId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(other.bookings.release({ bookingId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await owner.bookings.release({ bookingId: id })).toMatchObject({ state: "released" });
});

test("a block over seats that are held, sold or blocked says which is which and blocks none", async () => {
  await using stack = await startTestStack();
  const [clerk, traveller] = [await newTraveller(stack, "clerk@example.com"), await newTraveller(stack, "ana@example.com")];
  await stack.database.db.prisma.user.updateMany({ where: { email: "clerk@example.com" }, data: { role: "staff" } });
  const flightId = await makeFlight(stack.database.db);
  const offer = await offerFor(stack, traveller, { flightId });
  const sold = await traveller.bookings.hold({ offer: offer.token, seats: [["1B"]] });
  await traveller.bookings.setPassengers({ bookingId: sold.id, passengers: [passenger("Ana")] });
  const { clientSecret } = await traveller.payments.start({ bookingId: sold.id });
  await pay(stack, clientSecret, "pm_card_visa");
  await until(async () => ((await traveller.bookings.get({ bookingId: sold.id })).state === "confirmed" ? true : null));
  await traveller.bookings.hold({ offer: offer.token, seats: [["1A"]] });
  await clerk.admin.flights.blockSeats({ flightId, seats: ["1C"], reason: "broken" });

  await expect(clerk.admin.flights.blockSeats({ flightId, seats: ["1A", "1B", "1C", "1D"], reason: "crew rest" })).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    status: 409,
    message: "Nothing was blocked: 1A is held, 1B is sold, 1C is blocked",
    details: {
      seats: [
        { flightId, seat: "1A", state: "held" },
        { flightId, seat: "1B", state: "sold" },
        { flightId, seat: "1C", state: "blocked" },
      ],
      alternatives: null,
    },
  });
  expect((await clerk.seats.map({ flightId })).seats.find(({ seat }) => seat === "1D")).toMatchObject({ state: "free" });
});

test("the deadline of an unpaid booking is the same wherever the booking is shown, also after it was extended", async () => {
  await using stack = await startTestStack({ worker: false });
  const skyhold = await newTraveller(stack, "ana@example.com");
  const offer = await offerFor(stack, skyhold, { flightId: await makeFlight(stack.database.db) });
  const held = await skyhold.bookings.hold({ offer: offer.token, seats: [["1A"]] });
  const shown = async () => {
    const { bookings } = await skyhold.bookings.list();
    const all = [await skyhold.bookings.get({ bookingId: held.id }), ...bookings];
    return all.map(({ expiresAt, payBy }) => [expiresAt, payBy]);
  };
  expect(held.expiresAt).toBeInstanceOf(Date);
  expect(await shown()).toEqual([
    [held.expiresAt, held.payBy],
    [held.expiresAt, held.payBy],
  ]);
  await stack.database.advanceClock(60);
  const extended = await skyhold.bookings.extend({ bookingId: held.id });
  expect(extended.expiresAt?.getTime()).toBeGreaterThan(held.expiresAt?.getTime() ?? 0);
  expect(await shown()).toEqual([
    [extended.expiresAt, held.payBy],
    [extended.expiresAt, held.payBy],
  ]);
  const named = await skyhold.bookings.setPassengers({ bookingId: held.id, passengers: [passenger("Ana")] });
  expect(named.expiresAt).toEqual(extended.expiresAt);
  const { payBy } = await skyhold.payments.start({ bookingId: held.id });
  expect(await shown()).toEqual([
    [payBy, held.payBy],
    [payBy, held.payBy],
  ]);
  await stack.database.advanceClock(1800);
  expect(await shown()).toEqual([
    [null, held.payBy],
    [null, held.payBy],
  ]);
});

test("only staff take seats out of sale", async () => {
  await using stack = await startTestStack({ worker: false });
  const skyhold = await newTraveller(stack, "clerk@example.com");
  const block = { flightId: await makeFlight(stack.database.db), seats: ["1A"], reason: "broken" };

  await expect(skyhold.admin.flights.blockSeats(block)).rejects.toMatchObject({ code: "FORBIDDEN", details: { needs: "staff" } });
  await stack.database.db.prisma.user.updateMany({ data: { role: "staff" } });
  expect((await skyhold.admin.flights.blockSeats(block)).seats[0]).toMatchObject({ seat: "1A", state: "blocked" });
  expect((await skyhold.admin.flights.unblockSeats({ flightId: block.flightId, seats: ["1A"] })).seats[0]).toMatchObject({ state: "free" });
});
