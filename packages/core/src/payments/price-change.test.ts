import { auditInvariants } from "@skyhold/db";
import fc from "fast-check";
import { expect, test } from "vitest";

import { changeSeats } from "../bookings/change-seats.ts";
import { getBooking } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { isDomainError } from "../errors.ts";
import type { BookingId } from "../ids.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { capturePayment } from "./capture-payment.ts";
import type { IntentSnapshot } from "./payment-provider.ts";
import { startPayment } from "./start-payment.ts";

/** One booking whose seat, and so whose price, changes while its payments come and go. */
interface Run {
  readonly core: TestCore;
  readonly ctx: Context<User>;
  readonly bookingId: BookingId;
  /** Which of the core's intents are this run's. */
  readonly isOurs: (intent: IntentSnapshot) => boolean;
  /** News that has not been told yet. */
  readonly untold: IntentSnapshot[];
}

type Step = (run: Run) => Promise<void>;

/** A refusal with a code is an answer; anything else is a fault. */
async function allowed(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => (isDomainError(error) ? undefined : Promise.reject(error)));
}

const intentsOf = ({ core, isOurs }: Run) => [...core.provider.intents.values()].filter(isOurs);
const payable = (run: Run, index: number) => {
  const open = intentsOf(run).filter(({ state }) => state === "requires_payment");
  return open[index % Math.max(1, open.length)];
};

const moveTo =
  (seat: string): Step =>
  ({ ctx, bookingId }) =>
    allowed(() => changeSeats(ctx, { bookingId, seats: [[seat]] }));
const start: Step = ({ ctx, bookingId }) => allowed(() => startPayment(ctx, { bookingId }));
const authorise =
  (index: number): Step =>
  async (run) => {
    const intent = payable(run, index);
    if (intent) run.untold.push(run.core.provider.authorise(intent.intentId));
  };
const takeAtOnce =
  (index: number): Step =>
  async (run) => {
    const intent = payable(run, index);
    if (intent) run.untold.push(run.core.provider.takeAtOnce(intent.intentId));
  };
/** Webhooks come in any order, and some come twice. */
const tell =
  (index: number, again: boolean): Step =>
  async ({ core, untold }) => {
    const at = index % Math.max(1, untold.length);
    const intent = untold[at];
    if (!intent) return;
    if (!again) untold.splice(at, 1);
    await news(core, intent);
  };

const work: Step = async ({ core }) => {
  const jobs = await core.sentJobs();
  await core.app.db.pool.query("TRUNCATE sent_job");
  for (const { name, payload } of jobs) {
    const { paymentId = "", refundId = "" } = payload;
    if (name === "payment.cancel") await cancelPayment(core.app, { paymentId });
    if (name === "payment.capture") await capturePayment(core.app, { paymentId });
    if (name === "refund.execute") await executeRefund(core.app, { refundId });
  }
};

async function comeToRest(run: Run): Promise<void> {
  while (run.untold.length > 0) await tell(0, false)(run);
  while ((await run.core.sentJobs()).length > 0) await work(run);
}

/** The money that the provider keeps is the price of the booking when it is confirmed, and nothing when it is not. */
async function checkMoney(run: Run): Promise<void> {
  const { core, ctx, bookingId } = run;
  const booking = await getBooking(ctx, { bookingId });
  const refunds = await ctx.db.prisma.refund.findMany({ where: { bookingId } });
  const taken = intentsOf(run)
    .filter(({ state }) => state === "captured")
    .reduce((total, { amount }) => total + amount.amount, 0);
  const returned = refunds.reduce((total, { id }) => total + (core.provider.refunded.get(id)?.amount ?? 0), 0);
  expect(taken - returned).toBe(booking.state === "confirmed" ? booking.total.amount : 0);
  expect(intentsOf(run).filter(({ state }) => state === "authorised")).toEqual([]);
  const { results } = await auditInvariants(core.app.db, { production: false });
  expect(results.filter(({ holds }) => !holds)).toEqual([]);
}

/** A payment of 1A's price is open; the party has moved to a cheaper seat, and opened another one. */
async function afterPriceChange(core: TestCore) {
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { rows: 3, legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const { booking, intentId, paymentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  await changeSeats(ctx, { bookingId: booking.id, seats: [["2A"]] });
  const second = await startPayment(ctx, { bookingId: booking.id });
  const run: Run = { core, ctx, bookingId: booking.id, isOurs: () => true, untold: [] };
  return { run, flight, intentId, paymentId, secondIntentId: `pi_${second.paymentId}` };
}

test("money of the old price goes back, and the seats stay with the payment of the new one", async () => {
  await using core = await startTestCore();
  const { run, flight, intentId, secondIntentId } = await afterPriceChange(core);
  const old = core.provider.takeAtOnce(intentId);
  await news(core, core.provider.authorise(secondIntentId));

  expect(await news(core, old)).toBe("refunding");
  await expect(hold(await core.traveller(), flight, ["2A"])).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await comeToRest(run);

  expect(await getBooking(run.ctx, { bookingId: run.bookingId })).toMatchObject({ state: "confirmed", passengers: [{ seats: ["2A"] }] });
  await checkMoney(run);
});

test("an attempt that was ended is let go at the provider, whether it hears of it before or after the traveller's card", async () => {
  await using core = await startTestCore();
  const { run, intentId, paymentId } = await afterPriceChange(core);
  await cancelPayment(core.app, { paymentId });
  expect(core.provider.intents.get(intentId)?.state).toBe("cancelled");
  await core.app.db.pool.query("TRUNCATE sent_job");

  expect(await news(core, core.provider.authorise(intentId))).toBe("withdrawing");
  await comeToRest(run);

  expect(core.provider.intents.get(intentId)?.state).toBe("cancelled");
  expect(await getBooking(run.ctx, { bookingId: run.bookingId })).toMatchObject({
    state: "awaiting_payment",
    availableActions: ["changeSeats", "release", "pay"],
  });
});

const index = fc.nat(3);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("1A", "2A", "3A").map(moveTo) },
  { weight: 3, arbitrary: fc.constant(start) },
  { weight: 2, arbitrary: index.map(authorise) },
  { weight: 2, arbitrary: index.map(takeAtOnce) },
  { weight: 3, arbitrary: fc.tuple(index, fc.boolean()).map(([at, again]) => tell(at, again)) },
  { weight: 2, arbitrary: fc.constant(work) },
);

test(
  "in whatever order prices change and payments are told of, money is kept for the seat that was bought, or given back",
  { timeout: 300_000 },
  async () => {
    await using core = await startTestCore();
    let runs = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (steps) => {
      const ctx = await core.traveller();
      // A day of its own: no crowd of other runs' flights in its search.
      const departsInHours = 24 * (1 + ((runs += 1) % 300));
      const flight = await makeFlight(core.app.db, { rows: 3, legroomRows: [1], seatFee: 500, legroomFee: 2500, departsInHours });
      const others = new Set(core.provider.intents.keys());
      const { booking } = await holdUpToPayment(ctx, flight, ["1A"]);
      const run: Run = { core, ctx, bookingId: booking.id, isOurs: ({ intentId }) => !others.has(intentId), untold: [] };
      for (const take of steps) await take(run);
      await comeToRest(run);
      await checkMoney(run);
    });

    await expect(fc.assert(property, { numRuns: Number(process.env["MODEL_RUNS"] ?? 40) })).resolves.toBeUndefined();
  },
);
