import { expect, test } from "vitest";

import { ancillariesFor, listAncillaryRules } from "../fares/ancillaries.ts";
import { minorUnitDigits } from "../currencies.ts";
import {
  balances,
  brokenInvariants,
  cancelByQuote,
  findOffer,
  hold,
  holdUpToPayment,
  makeFlight,
  news,
  startTestCore,
} from "../testing/index.ts";
import { startPayment } from "../payments/start-payment.ts";
import { listAncillaries } from "./ancillaries.ts";
import { getBooking } from "./get-booking.ts";
import { holdSeats } from "./hold-seats.ts";
import { setAncillaries, SetAncillariesInput } from "./set-ancillaries.ts";

type Traveller = Awaited<ReturnType<Awaited<ReturnType<typeof startTestCore>>["traveller"]>>;
const choose = (ctx: Traveller, bookingId: string, ancillaries: readonly Record<string, unknown>[]) =>
  setAncillaries(ctx, SetAncillariesInput.parse({ bookingId, ancillaries }));
const mine = { segment: 0, passenger: 0 };

test("chosen extras are lines of the price at the server's price, the last choice counts, and an open payment of another amount is ended", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const ctx = await core.traveller();
  const { booking, paymentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  const dearer = await choose(ctx, booking.id, [
    { ...mine, code: "BAG", quantity: 2 },
    { ...mine, code: "WIFI" },
  ]);
  const extras = (of: typeof dearer) =>
    of.lines.filter(({ kind }) => kind === "ancillary").map(({ code, amount }) => [code, amount.amount]);

  expect(extras(dearer)).toEqual([
    ["BAG", 3500],
    ["BAG", 3500],
    ["WIFI", 900],
  ]);
  expect(dearer.total.amount).toBe(booking.total.amount + 7900);
  expect((await core.app.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } })).state).toBe("cancelled");
  const { onSale, choosable } = await listAncillaries(ctx, { bookingId: booking.id });
  expect([choosable, onSale.map(({ code, chosen }) => [code, chosen])]).toEqual([
    true,
    [
      ["BAG", 2],
      ["PRIORITY", 0],
      ["LOUNGE", 0],
      ["WIFI", 1],
      ["MEAL", 0],
      ["INSURANCE", 0],
    ],
  ]);
  expect(extras(await choose(ctx, booking.id, [{ ...mine, code: "MEAL" }]))).toEqual([["MEAL", 1500]]);
  expect((await choose(ctx, booking.id, [])).total).toEqual(booking.total);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("what was chosen is charged, stands in the books as extras, and is kept when the traveller cancels; then nothing more can be chosen", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const ctx = await core.traveller();
  const { booking } = await holdUpToPayment(ctx, flight, ["1A"]);
  const { total } = await choose(ctx, booking.id, [{ ...mine, code: "LOUNGE" }]);
  const { paymentId } = await startPayment(ctx, { bookingId: booking.id });
  const payment = await core.app.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  await news(core, core.provider.takeAtOnce(payment.stripeIntentId ?? ""));

  expect(Number(payment.amountMinor)).toBe(total.amount);
  expect(await balances(core)).toMatchObject({ sales_ancillary: expect.anything() });
  await expect(choose(ctx, booking.id, [])).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect((await listAncillaries(ctx, { bookingId: booking.id })).choosable).toBe(false);
  const { cancellation } = await cancelByQuote(ctx, await getBooking(ctx, { bookingId: booking.id }));
  expect(cancellation.lines.filter(({ kind }) => kind === "ancillary")).toMatchObject([{ code: "LOUNGE", kept: { amount: 4000 } }]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("each passenger chooses for themselves; what is not on sale, chosen twice or too often is refused by name, and nothing changes", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const ctx = await core.traveller();
  const { token: offer } = await findOffer(ctx, flight, { adults: 1, children: 1, infants: 1 });
  const { id, total } = await holdSeats(ctx, { offer }, "party");
  const infant = { segment: 0, passenger: 2 };
  const refused = async (path: string, choices: readonly Record<string, unknown>[]) =>
    expect(choose(ctx, id, choices)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });

  await refused("ancillaries[0]", [{ ...infant, code: "BAG" }]);
  await refused("ancillaries[0]", [{ segment: 0, passenger: 3, code: "BAG" }]);
  await refused("ancillaries[0]", [{ segment: 1, passenger: 0, code: "BAG" }]);
  await refused("ancillaries[1]", [
    { ...mine, code: "BAG" },
    { ...mine, code: "BAG" },
  ]);
  await refused("ancillaries[0].quantity", [{ ...mine, code: "BAG", quantity: 4 }]);
  await expect(choose(await core.traveller(), id, [])).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await getBooking(ctx, { bookingId: id })).total).toEqual(total);
  const equipped = await choose(ctx, id, [
    { ...infant, code: "INSURANCE" },
    { segment: 0, passenger: 1, code: "MEAL" },
  ]);
  expect(equipped.lines.filter(({ kind }) => kind === "ancillary").map(({ code, passenger }) => [code, passenger])).toEqual([
    ["INSURANCE", 2],
    ["MEAL", 1],
  ]);
});

test("a hold that has run out takes no extras", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { id } = await hold(ctx, await makeFlight(core.app.db), ["1A"]);
  await core.database.advanceClock(901);

  await expect(choose(ctx, id, [{ ...mine, code: "BAG" }])).rejects.toMatchObject({ code: "BOOKING_STATE", details: { state: "expired" } });
});

test("extras that a cabin includes are not sold, each holds on its days, and every price can be charged in its currency", async () => {
  await using core = await startTestCore();
  const onSale = await listAncillaryRules(core.app.db);
  const [bag] = onSale;
  if (!bag) throw new Error("No rule");
  const adult = { passenger: "ADT", cabin: "business", date: "2027-01-01", currency: "JPY" } as const;
  const rules = [
    { ...bag, until: "2027-03-31" },
    { ...bag, from: "2027-04-01", prices: { JPY: 6000 } },
  ];
  const priceOn = (date: string) => ancillariesFor({ ...adult, date }, rules).map(({ price }) => price);

  expect(ancillariesFor(adult, onSale).map(({ code }) => code)).toEqual(["BAG", "INSURANCE"]);
  expect([priceOn("2025-12-31"), priceOn("2027-03-31"), priceOn("2027-04-01")]).toEqual([[], [5500], [6000]]);
  expect(ancillariesFor({ ...adult, currency: "XAU" }, onSale)).toEqual([]);
  for (const [currency, price] of onSale.flatMap(({ prices }) => Object.entries(prices)))
    expect(price % (minorUnitDigits(currency) === 3 ? 10 : 1)).toBe(0);
});
