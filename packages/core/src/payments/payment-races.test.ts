import { expect, test } from "vitest";

import { cancelBookingForStaff } from "../bookings/cancel-booking-for-staff.ts";
import { expireHolds } from "../bookings/expire-holds.ts";
import { extendHold } from "../bookings/extend-hold.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { isDomainError } from "../errors.ts";
import { brokenInvariants, hold, holdUpToPayment, makeFlight, makeStaff, news, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import { reconcilePayments } from "./reconcile-payments.ts";
import { refreshPayment } from "./refresh-payment.ts";

type Payable = Awaited<ReturnType<typeof payable>>;

async function payable(core: TestCore) {
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const ctx = await core.traveller();
  return { ctx, flight, ...(await holdUpToPayment(ctx, flight, ["1A"])) };
}

/** What happens at the moment at which the bank says yes. */
const rivals: readonly (readonly [name: string, race: (core: TestCore, booking: Payable) => Promise<readonly Promise<unknown>[]>])[] = [
  [
    "its deadline, and a buyer for its seat",
    async (core, { flight }) => {
      const other = await core.traveller();
      await core.database.advanceClock(1801);
      return [expireHolds(core.app), hold(other, flight, ["1A"]), expireHolds(core.app)];
    },
  ],
  ["its traveller, who gives it up", async (_core, { ctx, booking }) => [releaseHold(ctx, { bookingId: booking.id })]],
  ["its traveller, who asks for more time", async (_core, { ctx, booking }) => [extendHold(ctx, { bookingId: booking.id })]],
  [
    "staff, who cancel it",
    async (core, { booking }) => {
      const staff = await makeStaff(core);
      return [cancelBookingForStaff(staff, { bookingId: booking.id, refund: "full", reason: "fraud" }, `${booking.id} staff`)];
    },
  ],
  [
    "two workers, of which one takes its money and one lets it go",
    async (core, { paymentId, intentId }) => [
      capturePayment(core.app, { paymentId }),
      cancelPayment(core.app, { paymentId }),
      refreshPayment(core.app, { intentId }),
    ],
  ],
];

/** Lets the race go on, and everything that follows from it by two workers; answers what the traveller has, and what it cost. */
async function run(core: TestCore, race: (typeof rivals)[number][1]): Promise<string> {
  const booking = await payable(core);
  const { ctx, paymentId, intentId } = booking;
  const authorised = core.provider.authorise(intentId);
  const others = await race(core, booking);
  const outcomes = await Promise.allSettled([...others, news(core, authorised)]);
  for (const outcome of outcomes) if (outcome.status === "rejected" && !isDomainError(outcome.reason)) throw outcome.reason;
  for (let round = 0; round < 2; round += 1) {
    await Promise.all([capturePayment(core.app, { paymentId }), cancelPayment(core.app, { paymentId }), reconcilePayments(core.app)]);
    await Promise.all([runJobs(core, "refund.execute"), runJobs(core, "refund.execute")]);
  }
  const { state, passengers } = await getBooking(ctx, { bookingId: booking.booking.id });
  const intent = core.provider.intents.get(intentId);
  const paid = intent?.state === "captured" ? core.provider.leftOf(intentId) : 0;
  return `${state === "confirmed" ? "confirmed" : "unpaid"}, seat ${passengers[0]?.seats[0] ?? "none"}, ${paid === 0 ? "nothing" : paid === booking.booking.total.amount ? "all" : paid} paid`;
}

test.each(rivals)(
  "a payment and %s at the same moment: a seat for the whole price, or nothing for nothing",
  { timeout: 30_000 },
  async (_name, race) => {
    await using core = await startTestCore();
    for (let round = 0; round < 3; round += 1)
      expect(await run(core, race)).toMatch(/^(?:confirmed, seat 1[A-F], all paid|unpaid, seat (?:none|1A), nothing paid)$/u);
    expect(await brokenInvariants(core)).toEqual([]);
  },
);

test("negative control: without the second look under the booking's lock, the deadline and a payment leave someone with a ticket and no seat", async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(
    "CREATE OR REPLACE FUNCTION secure_seats(p_booking text) RETURNS text LANGUAGE sql AS $$ UPDATE booking SET secured_at = skyhold_now() WHERE id = p_booking; SELECT 'secured' $$",
  );
  const [deadline] = rivals;
  if (!deadline) throw new Error("No race");

  expect(await run(core, deadline[1])).toBe("confirmed, seat none, all paid");
  expect((await brokenInvariants(core)).join()).toContain("seat");
});
