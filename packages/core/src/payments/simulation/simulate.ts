import { auditInvariants } from "@skyhold/db";

import { expireHolds } from "../../bookings/expire-holds.ts";
import type { Context, Staff } from "../../context.ts";
import type { TestCore } from "../../testing/index.ts";
import { comparePayments } from "../../reconciliation/compare-payments.ts";
import { listRefunds } from "../../refunds/list-refunds.ts";
import { markRefundPaidOutside } from "../../refunds/mark-refund-paid-outside.ts";
import { reconcilePayments } from "../reconcile-payments.ts";
import { recordPaymentEvent } from "../record-payment-event.ts";
import { decide, settleRefund } from "./bank.ts";
import { faultsInDisputes } from "./disputes.ts";
import { faultIn, finalStates } from "./final-state.ts";
import { brokenBy } from "./life.ts";
import type { Life } from "./life.ts";
import { jobsInto } from "./mortal.ts";
import { deliver, payWithoutFault, runJob, start, step } from "./steps.ts";
import { makeLives } from "./world.ts";

/**
 * Lives of bookings side by side in one database: random steps, the deadline, rivals for the seats, more steps; then everything that
 * heals by itself is given its time. Answers what is wrong in the end, a line for each life, with how to replay it.
 */
export async function simulate(core: TestCore, seeds: readonly number[]): Promise<string[]> {
  core.provider.refundSlowly();
  const lives = await makeLives(core, seeds);
  // What befalls a paid booking would come too seldom, were each payment at the mercy of every fault.
  const paid = lives.filter(({ seed }) => seed % 4 < 2);
  await inParallel(paid, payWithoutFault);
  await inParallel(lives, (life) => live(life, 2 + life.random(9)));
  await core.database.advanceClock(1801);
  await inParallel(lives, takeSeats);
  // For half of them the sweep comes late.
  const [swept, unswept] = [lives.filter(({ seed }) => seed % 2 === 0), lives.filter(({ seed }) => seed % 2 === 1)];
  await inParallel(unswept, (life) => live(life, 1 + life.random(7)));
  await sweep(core, lives, false);
  await inParallel(swept, (life) => live(life, 1 + life.random(7)));
  const wrong = await heal(core, lives);
  await workOffQueue(core, lives);
  const before = await finalStates(core, lives);
  await inParallel(lives, tellAllAgain);
  wrong.push(...(await heal(core, lives)));
  const after = await finalStates(core, lives);
  lives.forEach((life, at) => {
    const why = faultIn(life, { before: before[at], after: after[at] });
    if (why !== null) wrong.push(faultOf(life, why));
  });
  wrong.push(...(await faultsInDisputes(core, lives)).map(([life, why]) => faultOf(life, why)));
  return [...wrong, ...(await audit(core))];
}

function faultOf({ seed, log }: Life, why: string): string {
  return `SIMULATION_SEED=${seed}: ${why}; ${log.join(", ")}`;
}

/** What does not agree with the provider's account, and what must hold of every committed state and does not. */
export async function audit(core: TestCore): Promise<string[]> {
  const wrong: string[] = [];
  const { differences } = await comparePayments({ ...core.app, jobs: jobsInto([]) });
  if (differences > 0) wrong.push(...(await core.app.db.prisma.paymentDifference.findMany()).map((each) => JSON.stringify(each)));
  // Mail is not part of this.
  await core.app.db.prisma.notification.updateMany({ data: { state: "sent" } });
  const { results } = await auditInvariants(core.app.db, { production: false });
  return [...wrong, ...results.flatMap(({ holds, name, rows }) => (holds ? [] : [`${name}: ${JSON.stringify(rows[0])}`]))];
}

async function inParallel(lives: readonly Life[], work: (life: Life) => Promise<unknown>): Promise<void> {
  const queue = [...lives];
  const worker = async () => {
    for (let life = queue.shift(); life; life = queue.shift()) await work(life);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

async function live(life: Life, steps: number): Promise<void> {
  if (life.payable.length === 0) await start(life);
  for (let taken = 0; taken < steps; taken += 1) await step(life);
}

/** Someone else takes all other seats of a flight, or only this one, or none. */
async function takeSeats({ core, flightId, otherFlightId, random }: Life): Promise<void> {
  const all = ["1", "2"].flatMap((row) => ["A", "B", "C", "D", "E", "F"].map((letter) => `${row}${letter}`));
  for (const flight of [flightId, otherFlightId]) {
    const seats = [all, ["1A"], []][random(3)];
    if (seats && seats.length > 0) await core.app.db.pool.query("SELECT block_seats($1, $2, 'rival')", [flight, seats]);
  }
}

/** What runs by itself for everyone, by day and, where it is that time, by night; its jobs go to the lives that they are about. */
async function sweep(core: TestCore, lives: readonly Life[], atNight: boolean): Promise<number> {
  const sent: Life["jobs"] = [];
  const ctx: Context = { ...core.app, jobs: jobsInto(sent) };
  const done = (await expireHolds(ctx)) + (await reconcilePayments(ctx)) + (atNight ? (await comparePayments(ctx)).differences : 0);
  const { prisma } = core.app.db;
  const payments = await prisma.payment.findMany({ select: { id: true, stripeIntentId: true, bookingId: true } });
  const refunds = await prisma.refund.findMany({ select: { id: true, bookingId: true } });
  const bookings = new Map([
    ...payments.flatMap(({ id, stripeIntentId, bookingId }) => [[id, bookingId] as const, [stripeIntentId, bookingId] as const]),
    ...refunds.map(({ id, bookingId }) => [id, bookingId] as const),
  ]);
  const ofBooking = new Map(lives.map((life) => [life.bookingId as string, life]));
  for (const job of sent) {
    const { paymentId, refundId, intentId } = job.payload;
    const about = bookings.get(paymentId ?? refundId ?? intentId ?? "");
    ofBooking.get(about ?? "")?.jobs.push(job);
  }
  return done;
}

/** No more crashes. News that is under way arrives or is lost for good; whatever runs by itself runs until it finds nothing to do. */
export async function heal(core: TestCore, lives: readonly Life[]): Promise<string[]> {
  for (let round = 0; round < 30; round += 1) {
    await inParallel(lives, async (life) => {
      decide(life);
      settleRefund(life, true);
      if (life.random(2) === 0) life.outbox.length = 0;
      for (let left = 40; left > 0 && life.jobs.length + life.outbox.length > 0; left -= 1) {
        await deliver(life, false);
        await runJob(life, false);
        life.jobs.splice(0, life.jobs.length, ...life.jobs.filter(({ name }) => name !== "notification.send"));
      }
    });
    await core.database.advanceClock(3_700);
    const idle = lives.every(({ jobs, outbox }) => jobs.length + outbox.length === 0);
    if ((await sweep(core, lives, idle)) === 0 && idle) return [];
  }
  return ["it never comes to rest"];
}

/** What no attempt could give back waits for staff, who pay it from the bank account. */
async function workOffQueue(core: TestCore, lives: readonly Life[]): Promise<void> {
  const [life] = lives;
  if (!life) return;
  const staff: Context<Staff> = { ...core.app, actor: { ...life.owner, role: "staff" } };
  const { refunds } = await listRefunds(staff, { waiting: true, limit: 100 });
  for (const { id: refundId } of refunds) await markRefundPaidOutside(staff, { refundId, reference: "Bank transfer 17" });
}

/** Some of what was ever said of it, in any order, under new names. */
async function tellAllAgain(life: Life): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    const event = life.told[life.random(Math.max(1, life.told.length))];
    if (!event) continue;
    await recordPaymentEvent(life.core.app, { ...event, eventId: `${event.eventId}_again_${times}` }).catch(brokenBy(life));
    life.heard.push(event);
  }
}
