import { expect, test } from "vitest";

import { searchBookings } from "../bookings/search-bookings.ts";
import type { Context, Staff } from "../context.ts";
import { cancelFlight } from "../flights/cancel-flight.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { listFlights } from "../flights/list-flights.ts";
import type { BookingId } from "../ids.ts";
import { listNotificationsForStaff } from "../notifications/list-notifications-for-staff.ts";
import { listDisputes } from "../payments/list-disputes.ts";
import { listPayments } from "../payments/list-payments.ts";
import { listDifferences } from "../reconciliation/list-differences.ts";
import { listRefunds } from "../refunds/list-refunds.ts";
import { hold } from "../testing/bookings.ts";
import { bookTrip, bookTripUpToPayment, cancelByQuote, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { getToday } from "./get-today.ts";
import type { Today } from "./get-today.ts";

/** Where a list goes on, two things at a time. */
interface Page<Cursor> {
  readonly limit: 2;
  readonly cursor?: Cursor;
}

/** All that a list holds, page by page. */
async function whole<Item, Cursor extends string>(
  read: (page: Page<Cursor>) => Promise<readonly [items: readonly Item[], nextCursor: Cursor | null]>,
): Promise<Item[]> {
  const found: Item[] = [];
  let page: Page<Cursor> | null = { limit: 2 };
  while (page) {
    const [items, cursor]: readonly [readonly Item[], Cursor | null] = await read(page);
    found.push(...items);
    page = cursor === null ? null : { limit: 2, cursor };
  }
  return found;
}

/** Yesterday: two sales, of which one was given back and cannot be paid out; a hold that was left alone; a payment that stands still. */
async function yesterday(core: TestCore) {
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { departsInHours: 240 });
  await bookTrip(core, ctx, { flights: [flight] });
  await cancelByQuote(ctx, await bookTrip(core, ctx, { flights: [flight], brand: "SAVER" }));
  const refund = ({ refundId }: { refundId: string }) =>
    Promise.resolve({ stripeRefundId: null, refundId, state: "failed", failureReason: "expired_or_canceled_card" } as const);
  const refusing = { ...core, app: { ...core.app, payments: { ...core.provider, refund } } };
  for (let attempt = 0; attempt < 4; attempt += 1) await runJobs(refusing, "refund.execute");
  await hold(ctx, flight, ["5F"]);
  await standStill(core, await bookTripUpToPayment(ctx, { flights: [flight] }));
  await core.database.advanceClock(86_400);
}

const standStill = ({ app }: TestCore, { paymentId: id }: { readonly paymentId: string }) =>
  app.db.prisma.payment.update({ where: { id }, data: { state: "processing" } });

/** Today: flights that leave soon, on time, late and not at all, and others that do not; sales, holds, and money that needs somebody. */
async function today(core: TestCore, staff: Context<Staff>) {
  const { db, newId } = core.app;
  const ctx = await core.traveller();
  await makeFlight(db, { departsInHours: -1 });
  await makeFlight(db, { departsInHours: 30 });
  const [onTime, late, gone] = [
    await makeFlight(db, { departsInHours: 10 }),
    await makeFlight(db, { departsInHours: 12 }),
    await makeFlight(db, { departsInHours: 14 }),
  ];
  await bookTrip(core, ctx, { flights: [onTime] });
  await bookTrip(core, ctx, { flights: [late] });
  await bookTrip(core, ctx, { flights: [gone] });
  await hold(ctx, onTime, ["5F"]);
  await bookTripUpToPayment(ctx, { flights: [late] });
  await standStill(core, await bookTripUpToPayment(ctx, { flights: [onTime] }));
  await delayFlight(staff, { flightId: late, minutes: 60, reason: "late aircraft" });
  await cancelFlight(staff, { flightId: gone, reason: "fog" });
  const disputed = { stripeIntentId: "pi_x", reason: "fraudulent", amountMinor: 100n, currency: "EUR" };
  const funds = { fundsWithdrawn: true, fundsReinstated: false };
  for (const state of ["needs_response", "under_review", "won"])
    await db.prisma.dispute.create({ data: { id: newId("dsp"), stripeDisputeId: `dp_${state}`, state, ...disputed, ...funds } });
  const differs = { object: "payment", kind: "missing_here", occurredAt: new Date() };
  for (const resolvedAt of [null, new Date()])
    await db.prisma.paymentDifference.create({ data: { id: newId("dif"), stripeId: `pi_${String(resolvedAt)}`, ...differs, resolvedAt } });
  const [message] = await db.prisma.notification.findMany({ where: { state: "pending" }, take: 1 });
  await db.prisma.notification.update({ where: { id: message?.id ?? "" }, data: { state: "failed" } });
}

/** The lists to which the figures lead, each narrowed as its link in the back office narrows it. */
function listsOf(staff: Context<Staff>) {
  return {
    flights: (status?: "delayed" | "cancelled") =>
      whole(async (page: Page<string>) => {
        const { flights, nextCursor } = await listFlights(staff, { ...page, soon: true, ...(status && { status }) });
        return [flights, nextCursor];
      }),
    bookings: (narrowed: { readonly unpaid: true } | { readonly confirmedOn: string }) =>
      whole(async (page: Page<BookingId>) => {
        const { bookings, nextCursor } = await searchBookings(staff, { ...page, ...narrowed });
        return [bookings, nextCursor];
      }),
    refunds: () =>
      whole(async (page: Page<string>) => {
        const { refunds, nextCursor } = await listRefunds(staff, { ...page, waiting: true });
        return [refunds, nextCursor];
      }),
    differences: () =>
      whole(async (page: Page<string>) => {
        const { differences, nextCursor } = await listDifferences(staff, { ...page, open: true });
        return [differences, nextCursor];
      }),
    payments: () =>
      whole(async (page: Page<string>) => {
        const { payments, nextCursor } = await listPayments(staff, { ...page, stuck: true });
        return [payments, nextCursor];
      }),
    messages: (state: "pending" | "failed") =>
      whole(async (page: Page<string>) => {
        const { notifications, nextCursor } = await listNotificationsForStaff(staff, { ...page, state });
        return [notifications, nextCursor];
      }),
  };
}

/** The figures as their lists have them. */
async function countLists(staff: Context<Staff>, dates: readonly string[]) {
  const lists = listsOf(staff);
  const flying = (await lists.flights()).filter(({ status }) => status !== "cancelled").flatMap(({ cabins }) => cabins);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const length = async (items: Promise<readonly unknown[]>) => (await items).length;
  return {
    departures: {
      all: await length(lists.flights()),
      delayed: await length(lists.flights("delayed")),
      cancelled: await length(lists.flights("cancelled")),
    },
    seats: { capacity: sum(flying.map(({ capacity }) => capacity)), sold: sum(flying.map(({ sold }) => sold)) },
    days: await Promise.all(dates.map((confirmedOn) => length(lists.bookings({ confirmedOn })))),
    holds: await length(lists.bookings({ unpaid: true })),
    attention: {
      refundsWaiting: await length(lists.refunds()),
      disputesOpen: (await listDisputes(staff, { limit: 100, open: true })).disputes.length,
      differencesOpen: await length(lists.differences()),
      paymentsStuck: await length(lists.payments()),
    },
    messages: { pending: await length(lists.messages("pending")), failed: await length(lists.messages("failed")) },
  };
}

const asLists = ({ departures, seats, days, holds, attention, messages }: Today) => ({
  departures: {
    all: Object.values(departures).reduce((sum, count) => sum + count, 0),
    delayed: departures.delayed,
    cancelled: departures.cancelled,
  },
  seats,
  days: days.map(({ bookings }) => bookings),
  holds: holds.count,
  attention,
  messages,
});

test("each figure of today is the length of the list to which it leads, and counts nothing that is not in it", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  await yesterday(core);
  await today(core, staff);
  const figures = await getToday(staff, { days: 3 });

  expect(asLists(figures)).toEqual(
    await countLists(
      staff,
      figures.days.map(({ date }) => date),
    ),
  );
  expect(figures.days.reduce((sum, { bookings }) => sum + bookings, 0)).toBe(5);
  expect(asLists(figures)).toMatchObject({
    departures: { all: 3, delayed: 1, cancelled: 1 },
    seats: { capacity: 60, sold: 2 },
    holds: 3,
    attention: { refundsWaiting: 1, disputesOpen: 2, differencesOpen: 1, paymentsStuck: 1 },
    messages: { failed: 1 },
  });
});
