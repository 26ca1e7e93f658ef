import { auditInvariants } from "@skyhold/db";

import { expireHolds } from "../../bookings/expire-holds.ts";
import type { Context } from "../../context.ts";
import type { TestCore } from "../../testing/index.ts";
import { comparePayments } from "../../reconciliation/compare-payments.ts";
import { reconcilePayments } from "../reconcile-payments.ts";
import { recordPaymentEvent } from "../record-payment-event.ts";
import { brokenBy } from "./life.ts";
import type { Life } from "./life.ts";
import { jobsInto } from "./mortal.ts";
import { decide, deliver, runJob, settleRefund, start, step } from "./steps.ts";
import { makeLives, total } from "./world.ts";

/**
 * Lives of bookings side by side in one database: random steps, the deadline, rivals for the seats, more steps; then everything that
 * heals by itself is given its time. Answers what is wrong in the end, a line for each life, with how to replay it.
 */
export async function simulate(core: TestCore, seeds: readonly number[]): Promise<string[]> {
  core.provider.refundSlowly();
  const lives = await makeLives(core, seeds);
  await inParallel(lives, (life) => live(life, 2 + life.random(9)));
  await core.database.advanceClock(1801);
  await inParallel(lives, takeSeats);
  // For half of them the sweep comes late.
  const [swept, unswept] = [lives.filter(({ seed }) => seed % 2 === 0), lives.filter(({ seed }) => seed % 2 === 1)];
  await inParallel(unswept, (life) => live(life, 1 + life.random(7)));
  await sweep(core, lives);
  await inParallel(swept, (life) => live(life, 1 + life.random(7)));
  await heal(core, lives);
  const before = await finalStates(core, lives);
  await inParallel(lives, tellAllAgain);
  await heal(core, lives);
  const after = await finalStates(core, lives);
  const wrong = lives.flatMap((life, at) => {
    const why = after[at] === before[at] ? faultIn(life, after[at] ?? "") : `told again, it became ${after[at]} instead of ${before[at]}`;
    return why === null ? [] : [`SIMULATION_SEED=${life.seed}: ${why}; ${life.log.join(", ")}`];
  });
  const { differences } = await comparePayments({ ...core.app, jobs: { send: async () => undefined, sendAll: async () => undefined } });
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
  if (life.payable === null) await start(life);
  for (let taken = 0; taken < steps; taken += 1) await step(life);
}

/** Someone else takes all other seats, or only this one, or none. */
async function takeSeats({ core, flightId, random }: Life): Promise<void> {
  const seats = [["1A", "1B", "1C", "1D", "1E", "1F"], ["1A"], []][random(3)];
  if (seats && seats.length > 0) await core.app.db.pool.query("SELECT block_seats($1, $2, 'rival')", [flightId, seats]);
}

/** What runs by itself for everyone; its jobs go to the lives that they are about. */
async function sweep(core: TestCore, lives: readonly Life[]): Promise<number> {
  const sent: Life["jobs"] = [];
  const ctx: Context = { ...core.app, jobs: jobsInto(sent) };
  const done = (await expireHolds(ctx)) + (await reconcilePayments(ctx));
  const payments = await core.app.db.prisma.payment.findMany({ include: { refunds: true } });
  for (const job of sent) {
    const { paymentId, refundId, intentId } = job.payload;
    const about = payments.find(
      ({ id, stripeIntentId, refunds }) =>
        id === paymentId || stripeIntentId === intentId || refunds.some((refund) => refund.id === refundId),
    );
    lives.find(({ bookingId }) => bookingId === about?.bookingId)?.jobs.push(job);
  }
  return done;
}

/** No more crashes. News that is under way arrives or is lost for good; whatever runs by itself runs until it finds nothing to do. */
async function heal(core: TestCore, lives: readonly Life[]): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await inParallel(lives, async (life) => {
      decide(life);
      settleRefund(life);
      if (life.random(2) === 0) life.outbox.length = 0;
      for (let left = 40; left > 0 && life.jobs.length + life.outbox.length > 0; left -= 1) {
        await deliver(life, false);
        await runJob(life, false);
        life.jobs.splice(0, life.jobs.length, ...life.jobs.filter(({ name }) => name !== "notification.send"));
      }
    });
    await core.database.advanceClock(3_700);
    const idle = lives.every(({ jobs, outbox }) => jobs.length + outbox.length === 0);
    if ((await sweep(core, lives)) === 0 && idle) return;
  }
}

/** Some of what was ever said of it, in any order, under new names. */
async function tellAllAgain(life: Life): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    const event = life.told[life.random(Math.max(1, life.told.length))];
    if (event) await recordPaymentEvent(life.core.app, { ...event, eventId: `${event.eventId}_again_${times}` }).catch(brokenBy(life));
  }
}

async function finalStates(core: TestCore, lives: readonly Life[]): Promise<string[]> {
  const rows = await core.app.db.prisma.booking.findMany({
    where: { id: { in: lives.map(({ bookingId }) => bookingId) } },
    include: { claims: { where: { releasedAt: null } }, tickets: true, refunds: { where: { state: { notIn: ["failed", "cancelled"] } } } },
  });
  const states = new Map(rows.map((row) => [row.id, `${row.state}/${row.claims.length}/${row.tickets.length}/${row.refunds.length}`]));
  return lives.map((life) => `${states.get(life.bookingId)}/${moneyKept(life)}`);
}

/** What the provider took of this traveller and did not give back. */
function moneyKept({ core, intents }: Life): number {
  const taken = [...core.provider.intents.values()].filter(({ intentId, state }) => intents.has(intentId) && state === "captured");
  const given = [...core.provider.refunds.values()].filter(({ gives, state }) => intents.has(gives.intentId) && state === "succeeded");
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return sum(taken.map(({ amount }) => amount.amount)) - sum(given.map(({ gives }) => gives.amount.amount));
}

/** A seat and a ticket for the whole price, or nothing for nothing; and no card with money set aside. */
function faultIn({ core, intents, broken }: Life, state: string): string | null {
  const [fault] = broken;
  if (fault !== undefined) return fault;
  const [booking, claims, tickets, , kept] = state.split("/");
  const paid = booking === "confirmed";
  const right = paid ? claims === "1" && tickets === "1" && kept === String(total) : claims === "0" && tickets === "0" && kept === "0";
  if (!right) return `${booking} with ${claims} seats, ${tickets} tickets and ${kept} cents`;
  const open = [...intents].find((intentId) => core.provider.intents.get(intentId)?.state === "authorised");
  return open === undefined ? null : `${open} is still authorised`;
}
