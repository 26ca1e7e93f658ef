import { cancelBooking } from "../../bookings/cancel-booking.ts";
import { changeFlights } from "../../bookings/change-flights.ts";
import { changeSeats } from "../../bookings/change-seats.ts";
import { extendHold } from "../../bookings/extend-hold.ts";
import { quoteCancellation } from "../../bookings/quote-cancellation.ts";
import { releaseHold } from "../../bookings/release-hold.ts";
import type { Context, User } from "../../context.ts";
import { isDomainError } from "../../errors.ts";
import { jobSchemas } from "../../jobs.ts";
import type { JobName } from "../../jobs.ts";
import { executeRefund } from "../../refunds/execute-refund.ts";
import { cancelPayment } from "../cancel-payment.ts";
import { capturePayment } from "../capture-payment.ts";
import { recordPaymentEvent } from "../record-payment-event.ts";
import { refreshPayment } from "../refresh-payment.ts";
import { startPayment } from "../start-payment.ts";
import { dispute, pay, refundByHand, settleRefund } from "./bank.ts";
import { quoteOther } from "./quote-other.ts";
import { anyOf, brokenBy, emit } from "./life.ts";
import type { Life } from "./life.ts";
import { Crash, mortal } from "./mortal.ts";
import { cheapest } from "./world.ts";

const handlers: Partial<Record<JobName, (ctx: Context, payload: unknown) => Promise<unknown>>> = {
  "payment.capture": (ctx, payload) => capturePayment(ctx, jobSchemas["payment.capture"].parse(payload)),
  "payment.cancel": (ctx, payload) => cancelPayment(ctx, jobSchemas["payment.cancel"].parse(payload)),
  "payment.refresh": (ctx, payload) => refreshPayment(ctx, jobSchemas["payment.refresh"].parse(payload)),
  "refund.execute": (ctx, payload) => executeRefund(ctx, jobSchemas["refund.execute"].parse(payload)),
};

/** Does something at random. */
export async function step(life: Life): Promise<void> {
  const choice = life.random(29);
  if (choice < 2) await start(life);
  else if (choice < 8) pay(life);
  else if (choice < 12) await deliver(life, true);
  else if (choice < 14) await runJob(life, true);
  else if (choice < 15) settleRefund(life, false);
  else if (choice < 16) await attempt(life, { name: "release", faulty: true }, (ctx) => releaseHold(ctx, { bookingId: life.bookingId }));
  else if (choice < 18) await startSeats(life);
  else if (choice < 20) await cancel(life);
  else if (choice < 21) refundByHand(life);
  else if (choice < 22) dispute(life);
  else if (choice < 23) await attempt(life, { name: "extend", faulty: true }, (ctx) => extendHold(ctx, { bookingId: life.bookingId }));
  else if (choice < 24) await moveSeat(life);
  else await changeFlight(life);
}

/** Opens the payment; the browser gets to know it only when the call is answered. */
export async function start(life: Life): Promise<void> {
  await open(life, {});
}

/** Opens the payment of dearer seats, where there is a booking to move. */
async function startSeats(life: Life): Promise<void> {
  const seat = ["2A", "2B"][life.random(2)] ?? "2A";
  await open(life, { seats: [[seat]] });
}

/** Changes to the other flight, or opens the payment of what is due for it; or once more, as it was quoted before. */
async function changeFlight(life: Life): Promise<void> {
  // A quote writes nothing: a process that dies over it is one that was not asked.
  if (life.change === null || life.random(3) === 0) {
    const wish = { price: anyOf(life, [cheapest, 10_000, 15_000]) ?? cheapest, seat: anyOf(life, ["1A", "2A", undefined]) };
    await attempt(life, { name: `quote for ${wish.price}`, faulty: false }, (ctx) => quoteOther(ctx, life, wish));
  }
  if (life.change === null) return;
  const { quote, due } = life.change;
  const { bookingId } = life;
  if (due.amount > 0) await open(life, { change: quote });
  else await attempt(life, { name: "change", faulty: true }, (ctx) => changeFlights(ctx, { bookingId, quote }));
}

/** Asks for another seat: of the same price, dearer, or cheaper. */
async function moveSeat(life: Life): Promise<void> {
  const seat = ["1A", "1B", "2C"][life.random(3)] ?? "1B";
  await attempt(life, { name: `seat ${seat}`, faulty: true }, (ctx) => changeSeats(ctx, { bookingId: life.bookingId, seats: [[seat]] }));
}

/** Pays as nearly everybody does: at once, and nothing goes wrong. */
export async function payWithoutFault(life: Life): Promise<void> {
  await open(life, {}, false);
  const [intentId] = life.payable;
  if (intentId === undefined) throw new Error(`No payment was opened: ${life.log.join(", ")}`);
  emit(life, { kind: "payment", intent: life.core.provider.takeAtOnce(intentId) });
  await deliver(life, false);
}

async function open(life: Life, wish: { readonly seats?: string[][]; readonly change?: string }, faulty = true): Promise<void> {
  await attempt(life, { name: ["start", ...Object.keys(wish)].join(" "), faulty }, async (ctx) => {
    const { clientSecret } = await startPayment(ctx, { bookingId: life.bookingId, ...wish });
    noteIntent(life, clientSecret);
  });
}

function noteIntent({ payable }: Life, clientSecret: string): void {
  const intentId = clientSecret.replace("_secret", "");
  if (!payable.includes(intentId)) payable.push(intentId);
}

/** Asks what a cancellation would bring, and confirms it; or confirms once more what may have been confirmed already. */
async function cancel(life: Life): Promise<void> {
  const { bookingId } = life;
  await attempt(life, { name: "cancel", faulty: true }, async (ctx) => {
    if (life.quote === null || life.random(3) === 0) life.quote = (await quoteCancellation(ctx, { bookingId })).quote;
    await cancelBooking(ctx, { bookingId, quote: life.quote });
  });
}

/** Hands over one piece of news, any of those under way; it may get lost, or stay and come again. */
export async function deliver(life: Life, faulty: boolean): Promise<void> {
  const at = life.random(Math.max(1, life.outbox.length));
  const event = life.outbox[at];
  if (!event) return;
  const fate = faulty ? life.random(20) : 10;
  if (fate >= 5) life.outbox.splice(at, 1);
  if (fate >= 17) return;
  const done = await attempt(life, { name: `news of a ${event.type}`, faulty }, (ctx) => recordPaymentEvent(ctx, event));
  if (done) life.heard.push(event);
  else if (fate >= 5) life.outbox.push(event);
}

/** Runs one of the jobs; one that fails comes again, and so may one that did not. */
export async function runJob(life: Life, faulty: boolean): Promise<void> {
  const at = life.random(Math.max(1, life.jobs.length));
  const job = life.jobs[at];
  const handler = job && handlers[job.name];
  if (!job || !handler) return;
  life.jobs.splice(at, 1);
  const done = await attempt(life, { name: job.name, faulty }, (ctx) => handler(ctx, job.payload));
  if (life.broken.length < 3 && (!done || (faulty && life.random(6) === 0))) life.jobs.push(job);
}

interface Attempt {
  readonly name: string;
  readonly faulty: boolean;
}

/** True when it came to its end: a refusal by name is one, a crash is not. */
async function attempt(life: Life, { name, faulty }: Attempt, work: (ctx: Context<User>) => Promise<unknown>): Promise<boolean> {
  life.log.push(name);
  try {
    await work(mortal(life, () => faulty && life.random(14) === 0));
    return true;
  } catch (error) {
    life.log.push(error instanceof Crash ? "crash" : String(error));
    if (error instanceof Crash) return false;
    if (isDomainError(error))
      return !["OVERLOADED", "PAYMENT_PENDING", "PAYMENT_PROVIDER_UNAVAILABLE"].includes(error.code) || name.startsWith("start");
    brokenBy(life)(error);
    return false;
  }
}
