import { expect, test } from "vitest";

import { checkIn } from "../check-in/check-in.ts";
import { balances, brokenInvariants, cancelByQuote, hold, runJobs, startChange } from "../testing/index.ts";
import { tripOn } from "../testing/changes.ts";
import { document } from "../testing/travel-day.ts";
import { buildETicket } from "../tickets/build-e-ticket.ts";
import { formatTicketNumber } from "../tickets/ticket-number.ts";
import { getBookingForStaff } from "./get-booking-for-staff.ts";
import { makeStaff } from "../testing/staff.ts";
import { quoteCancellation } from "./quote-cancellation.ts";
import { quoteChange } from "./quote-change.ts";

test("a change that costs nothing is had at once: new seats and tickets, the old ones free, and the books in balance", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const [before, later] = [await stage.booking(), await stage.makeFlight()];
  const quote = await stage.quote(later, { seats: [["2C"]] });
  expect(quote).toMatchObject({
    due: { amount: 0 },
    refund: { amount: 0 },
    fee: { amount: 0 },
    kept: { amount: 0 },
    price: { amount: stage.paid },
  });
  expect(await stage.booking()).toEqual(before);

  const { booking, cancellation } = await stage.change(quote.quote);

  expect(booking.segments.map(({ flight }) => flight.id)).toEqual([...stage.flights, later]);
  expect(booking).toMatchObject({ state: "confirmed", total: before.total, recordLocator: before.recordLocator });
  expect(booking.passengers).toMatchObject([{ seats: [null, "2C"], cancelled: [true, false] }]);
  expect(booking.passengers[0]?.ticketNumbers).toHaveLength(2);
  expect(cancellation).toMatchObject({
    refund: { amount: 0 },
    exchanged: { amount: stage.paid },
    kept: { amount: 0 },
    refundState: "none",
  });
  expect(await stage.core.app.db.prisma.coupon.groupBy({ by: ["status"], _count: true })).toHaveLength(2);
  const seat = before.passengers[0]?.seats[0] ?? "";
  await hold(await stage.core.traveller(), stage.flights[0] ?? later, [seat]);
  expect((await stage.change(quote.quote)).cancellation).toEqual(cancellation);
  expect(await balances(stage.core)).toMatchObject({ stripe_cash: stage.paid, receivable: 0, refunds_payable: 0 });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("the traveller is told with the new ticket, and staff see it in the booking's history", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const { quote } = await stage.quote(await stage.makeFlight({ baseFare: 5000 }));
  await stage.change(quote);
  await runJobs(stage.core, "refund.execute");
  await runJobs(stage.core, "notification.send");

  const mail = stage.core.mails.find(({ subject }) => subject.startsWith("Your flights have changed"));
  expect(mail?.text).toContain("INSTEAD OF");
  expect(mail?.attachments.map(({ contentType }) => contentType)).toContain("application/pdf");
  expect(stage.core.mails.map(({ text }) => text).join()).toContain("The flights that you changed to cost less");
  expect(stage.core.mails.filter(({ subject }) => subject.includes("cancelled"))).toEqual([]);
  const { timeline } = await getBookingForStaff(await makeStaff(stage.core), { bookingId: stage.bookingId });
  expect(timeline.map(({ text }) => text).join()).toContain("Changed to flights for €");
});

test("a cheaper flight brings the difference back, and of a fare that is half refundable never more than a cancellation", async () => {
  await using stage = await startChange();
  const cheap = await stage.makeFlight({ baseFare: 1000 });
  const { refund: ofCancellation } = await quoteCancellation(stage.ctx, { bookingId: stage.bookingId });
  const quote = await stage.quote(cheap);
  // Of the cheap flight its taxes and half of its fare could come back too: both together are no more than before.
  const [fare, tax] = (["fare", "tax"] as const).map((kind) =>
    quote.newLines.filter((line) => line.kind === kind).reduce((sum, { amount }) => sum + amount.amount, 0),
  );
  expect(quote.refund.amount + (fare ?? 0) / 2 + (tax ?? 0)).toBe(ofCancellation.amount);
  expect(quote.paid.amount + quote.due.amount).toBe(quote.price.amount + quote.refund.amount + quote.kept.amount);

  await stage.change(quote.quote);
  await runJobs(stage.core, "refund.execute");

  expect([...stage.core.provider.refunded.values()]).toEqual([quote.refund]);
  expect((await stage.booking()).total).toEqual({ amount: stage.paid, currency: "EUR" });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("what was changed to is cancelled by its own fare, and every cent is accounted for to the end", async () => {
  await using stage = await startChange({ brand: "FLEX" });
  const { quote, price } = await stage.quote(await stage.makeFlight({ baseFare: 4000 }));
  const { booking } = await stage.change(quote);
  await runJobs(stage.core, "refund.execute");

  const { cancellation } = await cancelByQuote(stage.ctx, booking);
  await runJobs(stage.core, "refund.execute");

  expect(cancellation.refund).toEqual(price);
  expect(await stage.booking()).toMatchObject({ state: "cancelled" });
  expect([...stage.core.provider.refunded.values()].reduce((sum, { amount }) => sum + amount, 0)).toBe(stage.paid);
  expect(await balances(stage.core)).toMatchObject({ stripe_cash: 0, refunds_payable: 0, receivable: 0 });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("of a trip one journey is changed; the others keep their seats and their order, also for a family, and again", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 1, party: { adults: 1, children: 1, infants: 1 } });
  const before = await stage.booking();
  const first = await stage.makeFlight({ departsInHours: 250 });
  await stage.change((await stage.quote(first)).quote);
  const second = await stage.makeFlight({ departsInHours: 255 });
  const { booking } = await stage.change((await stage.quote(second, { segments: [1] })).quote);

  expect(booking.segments.map(({ flight }) => flight.id)).toEqual([stage.flights[0], first, second, stage.flights[1]]);
  expect(booking.passengers.map(({ cancelled }) => cancelled)).toEqual(Array.from({ length: 3 }, () => [true, true, false, false]));
  expect(booking.passengers.map(({ seats }) => seats[3])).toEqual(before.passengers.map(({ seats }) => seats[1]));
  // The first ticket is still good for the way back, the last for the way there; the one between for nothing.
  const ticket = await buildETicket(stage.core.app.db, stage.bookingId, null);
  expect(ticket?.passengers.map(({ ticketNumber }) => ticketNumber)).toEqual(
    booking.passengers.map(({ ticketNumbers: [one = "", , three = ""] }) => [one, three].map(formatTicketNumber).join(" / ")),
  );
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("flights that the rest of the trip does not go with are refused, naming the field", async () => {
  await using stage = await startChange({ brand: "FLEX", more: 1 });
  const [tooLate, between] = [await stage.makeFlight({ departsInHours: 300 }), await stage.makeFlight({ departsInHours: 250 })];
  const refused = (fields: string) => ({ code: "INVALID_INPUT", details: { fields: [expect.objectContaining({ path: fields })] } });

  await expect(stage.quote(tooLate)).rejects.toMatchObject(refused("offer"));
  await expect(stage.quote(between, { segments: [7] })).rejects.toMatchObject(refused("segments[0]"));
  await expect(stage.quote(stage.flights[0] ?? tooLate)).rejects.toMatchObject(refused("offer"));
  const couple = await tripOn(stage.core, { flights: stage.flights, brand: "FLEX", party: { adults: 2, children: 0, infants: 0 } });
  const forOne = { bookingId: couple.bookingId, segments: [0], offer: await stage.offerOf(between) };
  await expect(quoteChange(couple.ctx, forOne)).rejects.toMatchObject(refused("offer"));
  await expect(quoteChange(stage.ctx, forOne)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(stage.change("none")).rejects.toMatchObject(refused("quote"));
});

test("a better brand costs what a cancellation and a new booking would cost, so that a fare does not become refundable by a change", async () => {
  await using stage = await startChange();
  const quote = await stage.quote(await stage.makeFlight(), { brand: "FLEX" });
  const { refund } = await quoteCancellation(stage.ctx, { bookingId: stage.bookingId });

  expect(quote.due.amount).toBe(quote.price.amount - refund.amount);
});

test("who was taken off a flight before does not travel on the one that replaces it, and the others change alone", async () => {
  await using stage = await startChange({ brand: "FLEX", party: { adults: 2, children: 0, infants: 0 } });
  await cancelByQuote(stage.ctx, await stage.booking(), { passengers: [0] });
  const later = await stage.makeFlight();
  const offer = await stage.offerOf(later, "FLEX", { adults: 1, children: 0, infants: 0 });
  const { quote } = await quoteChange(stage.ctx, { bookingId: stage.bookingId, segments: [0], offer });
  const { booking } = await stage.change(quote);
  await runJobs(stage.core, "refund.execute");

  expect(booking.passengers.map(({ cancelled }) => cancelled)).toEqual([
    [true, true],
    [true, false],
  ]);
  expect(booking.passengers[0]?.seats).toEqual([null, null]);
  expect(await brokenInvariants(stage.core)).toEqual([]);
  await cancelByQuote(stage.ctx, booking);
  expect(await stage.booking()).toMatchObject({ state: "cancelled" });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});

test("a fare without changes, a quote past its time, who is checked in, and a flight about to leave are refused by name", async () => {
  await using saver = await startChange({ brand: "SAVER" });
  await expect(saver.quote(await saver.makeFlight())).rejects.toMatchObject({
    code: "CHANGE_NOT_ALLOWED",
    details: { segment: 0, why: "fare" },
  });

  await using stage = await startChange();
  const [other, flight] = [await stage.makeFlight(), stage.flights[0]];
  const quote = await stage.quote(other);
  await stage.core.database.advanceClock(200 * 3600);
  await expect(stage.change(quote.quote)).rejects.toMatchObject({ code: "QUOTE_EXPIRED" });
  await checkIn(stage.ctx, { bookingId: stage.bookingId, segment: 0, passengers: [{ passenger: 0, document }] });
  await expect(stage.quote(other)).rejects.toMatchObject({ code: "CHANGE_NOT_ALLOWED", details: { why: "checked_in" } });
  await stage.core.app.db.prisma.checkIn.deleteMany({ where: { flightId: flight ?? "" } });
  await stage.core.database.advanceClock(39.5 * 3600);
  await expect(stage.quote(other)).rejects.toMatchObject({ code: "FLIGHT_CLOSED" });
});

test("a quote whose terms have moved is refused with the one that holds now, and a seat that is gone with the nearest that are free", async () => {
  await using stage = await startChange();
  const later = await stage.makeFlight();
  const quote = await stage.quote(later, { seats: [["1A"]] });
  expect(quote.fee.amount).toBeGreaterThan(0);
  // The airline moves the booked flight by a day: all of the money could be had back, and so there is no fee any more.
  await stage.core.app.db.pool.query(
    "UPDATE flight SET estimated_departs_at = departs_at + interval '9 hours', estimated_arrives_at = arrives_at + interval '9 hours', status = 'delayed', estimate_source = 'staff' WHERE id = $1",
    [stage.flights[0]],
  );
  const refusal = await stage.change(quote.quote).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "QUOTE_CHANGED", details: { quote: { fee: { amount: 0 } } } });

  const anew = await stage.quote(later, { seats: [["1A"]] });
  await hold(await stage.core.traveller(), later, ["1A"]);
  await expect(stage.pay(anew.quote)).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await expect(stage.quote(later, { seats: [["1A"]] })).rejects.toMatchObject({
    code: "SEAT_TAKEN",
    details: { alternatives: [[expect.any(String)]] },
  });
  expect(await brokenInvariants(stage.core)).toEqual([]);
});
