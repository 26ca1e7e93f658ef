import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { hindered, meetingOf } from "../testing/hindered.ts";
import type { StatementCall } from "../testing/hindered.ts";
import { bookTrip, bookTripUpToPayment, brokenInvariants, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { together } from "../testing/together.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelBookingForStaff } from "./cancel-booking-for-staff.ts";
import { cancelBooking } from "./cancel-booking.ts";
import { changeSeats } from "./change-seats.ts";
import { expireHolds } from "./expire-holds.ts";
import { getBooking } from "./get-booking.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

const couple = { adults: 2, children: 0, infants: 0 };

async function paidTrip(core: TestCore) {
  const ctx = await core.traveller();
  return { ctx, booking: await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db, { departsInHours: 240 })], party: couple }) };
}

/** What is given back of the booking's payment, or about to be. */
async function refunds({ app }: TestCore): Promise<number> {
  const { _sum } = await app.db.prisma.refund.aggregate({
    where: { state: { notIn: ["failed", "cancelled"] } },
    _sum: { amountMinor: true },
  });
  return Number(_sum.amountMinor ?? 0);
}

test("one quote confirmed ten times at once cancels once, and all are told the same", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTrip(core);
  const { quote } = await quoteCancellation(ctx, { bookingId: booking.id });

  const answers = await Promise.all(Array.from({ length: 10 }, () => cancelBooking(ctx, { bookingId: booking.id, quote })));

  expect(new Set(answers.map(({ cancellation }) => cancellation.id)).size).toBe(1);
  expect(await refunds(core)).toBe(booking.total.amount);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("of overlapping quotes, staff and a change of seats at the same moment, each line comes back once", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  for (let round = 0; round < 4; round += 1) {
    const before = await refunds(core);
    const { ctx, booking } = await paidTrip(core);
    const bookingId = booking.id;
    const [whole, part] = [await quoteCancellation(ctx, { bookingId }), await quoteCancellation(ctx, { bookingId, passengers: [1] })];

    const refused = await together([
      cancelBooking(ctx, { bookingId, quote: whole.quote }),
      cancelBooking(ctx, { bookingId, quote: part.quote }),
      cancelBookingForStaff(staff, { bookingId, passengers: [0], refund: "full", reason: "asked on the phone" }, `round ${round}`),
      changeSeats(ctx, { bookingId, seats: [["5A", "5B"]] }),
      expireHolds(core.app),
    ]);

    expect(["BOOKING_STATE", "QUOTE_CHANGED", "INVALID_INPUT"]).toEqual(expect.arrayContaining(refused));
    expect(await getBooking(ctx, { bookingId })).toMatchObject({ state: "cancelled" });
    expect((await refunds(core)) - before).toBe(booking.total.amount);
    expect(await brokenInvariants(core)).toEqual([]);
  }
});

test("a cancellation and news of a second payment: the ticket's money goes back once, and the second payment's once", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTrip(core);
  const bookingId = booking.id;
  const { quote } = await quoteCancellation(ctx, { bookingId });
  const [payment] = await core.app.db.prisma.payment.findMany();
  const second = {
    intentId: "pi_second",
    paymentId: payment?.id ?? "",
    state: "captured",
    amount: booking.total,
    declineCode: null,
    methodLabel: null,
  } as const;

  await Promise.all([
    cancelBooking(ctx, { bookingId, quote }),
    news(core, second),
    news(core, core.provider.takeAtOnce(payment?.stripeIntentId ?? "")),
  ]);

  expect((await core.app.db.prisma.refund.findMany()).map(({ reason }) => reason).toSorted()).toEqual(["cancellation", "second_payment"]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("a booking that staff cancel while its payment comes in is released and refunded, or paid and cancelled: never half", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  for (let round = 0; round < 4; round += 1) {
    const ctx = await core.traveller();
    const { booking, intentId } = await bookTripUpToPayment(ctx, { flights: [await makeFlight(core.app.db, { departsInHours: 240 })] });
    const bookingId = booking.id;
    const intent = core.provider.takeAtOnce(intentId);

    await together([news(core, intent), cancelBookingForStaff(staff, { bookingId, refund: "full", reason: "fraud" }, `round ${round}`)]);

    const { state } = await getBooking(ctx, { bookingId });
    expect(["released", "cancelled"]).toContain(state);
    expect(await refunds(core)).toBe((round + 1) * booking.total.amount);
    expect(await brokenInvariants(core)).toEqual([]);
  }
});

/** Two confirmations that take no lock, each of which has read the booking before the other one writes: answers what would go back, and the refusals. */
async function withoutLock(sql: string): Promise<{ refunded: number; paid: number; refusals: string[] }> {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTrip(core);
  const quotes = [await quoteCancellation(ctx, { bookingId: booking.id }), await quoteCancellation(ctx, { bookingId: booking.id })];
  if (sql !== "") await core.app.db.pool.query(sql);
  const unlocked = unlockedOf(ctx, quotes.length);
  const outcomes = await Promise.allSettled(quotes.map(({ quote }) => cancelBooking(unlocked, { bookingId: booking.id, quote })));
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [JSON.stringify(outcome.reason) + String(outcome.reason)] : [],
  );
  return { refunded: await refunds(core), paid: booking.total.amount, refusals };
}

function unlockedOf(ctx: Context<User>, callers: number): Context<User> {
  const meet = meetingOf(callers);
  return hindered(ctx, async <Answer>({ name, values, run }: StatementCall<Answer>) => {
    if (name === "lock_booking") return [values[0] as Answer];
    const answer = await run();
    if (name === "read_clock") await meet();
    return answer;
  });
}

const withoutKeys =
  "ALTER TABLE cancellation_line DROP CONSTRAINT cancellation_line_pkey; ALTER TABLE cancellation_item DROP CONSTRAINT cancellation_item_pkey; ALTER TABLE cancellation_line ADD id bigserial; ALTER TABLE cancellation_item ADD id bigserial";

test("without the booking's lock, the keys of what was cancelled still refuse the second refund", async () => {
  const { refunded, paid, refusals } = await withoutLock("");

  expect(refunded).toBe(paid);
  expect(refusals).toEqual([expect.stringContaining("cancellation_")]);
});

test("without the lock and the keys, the database still refuses to give back more than was captured", async () => {
  const { refunded, paid, refusals } = await withoutLock(withoutKeys);

  expect(refunded).toBe(paid);
  expect(refusals).toEqual([expect.stringContaining("SK096")]);
});

test("negative control: without all three, the same two confirmations give back twice what was paid", async () => {
  const { refunded, paid } = await withoutLock(`${withoutKeys}; DROP TRIGGER refund_within_captured ON refund`);

  expect(refunded).toBe(2 * paid);
});
