import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { StartPaymentInput } from "./start-payment.ts";

test("an event whose work was undone is not marked as seen: when it comes again, it has its effect", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  const intent = core.provider.takeAtOnce(intentId);
  await core.app.db.pool.query("ALTER TABLE ticket ADD CONSTRAINT broken CHECK (false)");

  await expect(news(core, intent, "evt_again")).rejects.toThrow(/broken/u);
  expect(await core.app.db.prisma.stripeEvent.count()).toBe(0);

  await core.app.db.pool.query("ALTER TABLE ticket DROP CONSTRAINT broken");
  expect(await news(core, intent, "evt_again")).toBe("confirmed");
  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed" });
});

test("paying one booking confirms that one, and none of the same traveller's others", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const paid = await holdUpToPayment(ctx, flight, ["1A"]);
  const other = await holdUpToPayment(ctx, flight, ["1B"]);
  await news(core, core.provider.takeAtOnce(paid.intentId));

  expect(await getBooking(ctx, { bookingId: paid.booking.id })).toMatchObject({ state: "confirmed" });
  expect(await getBooking(ctx, { bookingId: other.booking.id })).toMatchObject({ state: "awaiting_payment" });
});

test("the currency is the booking's: the client cannot name one, and the same number in another one goes back", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);

  expect(StartPaymentInput.safeParse({ bookingId: booking.id, currency: "IDR" }).success).toBe(false);
  expect(await news(core, core.provider.takeAtOnce(intentId, { ...booking.total, currency: "IDR" }))).toBe("refunding");
  expect(await core.app.db.prisma.refund.findMany()).toMatchObject([{ currency: "IDR", reason: "amount_mismatch" }]);
  expect(await getBooking(ctx, { bookingId: booking.id })).not.toMatchObject({ state: "confirmed" });
});
