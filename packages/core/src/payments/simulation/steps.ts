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
import { brokenBy, emit } from "./life.ts";
import type { Life } from "./life.ts";
import { Crash, mortal } from "./mortal.ts";
import { total } from "./world.ts";

const handlers: Partial<Record<JobName, (ctx: Context, payload: unknown) => Promise<unknown>>> = {
  "payment.capture": (ctx, payload) => capturePayment(ctx, jobSchemas["payment.capture"].parse(payload)),
  "payment.cancel": (ctx, payload) => cancelPayment(ctx, jobSchemas["payment.cancel"].parse(payload)),
  "payment.refresh": (ctx, payload) => refreshPayment(ctx, jobSchemas["payment.refresh"].parse(payload)),
  "refund.execute": (ctx, payload) => executeRefund(ctx, jobSchemas["refund.execute"].parse(payload)),
};

/** Does something at random. */
export async function step(life: Life): Promise<void> {
  const choice = life.random(16);
  if (choice < 2) await start(life);
  else if (choice < 8) act(life);
  else if (choice < 12) await deliver(life, true);
  else if (choice < 14) await runJob(life, true);
  else if (choice < 15) settleRefund(life);
  else await attempt(life, { name: "release", faulty: true }, (ctx) => releaseHold(ctx, { bookingId: life.bookingId }));
}

/** Opens the payment; the browser gets to know it only when the call is answered. */
export async function start(life: Life): Promise<void> {
  await attempt(life, { name: "start", faulty: true }, async (ctx) => {
    const { clientSecret } = await startPayment(ctx, { bookingId: life.bookingId });
    life.payable = clientSecret.replace("_secret", "");
  });
}

/** What the traveller and the bank do; the provider tells us of it. */
function act(life: Life): void {
  const { provider } = life.core;
  const intent = life.payable === null ? undefined : provider.intents.get(life.payable);
  if (!intent || !["requires_payment", "requires_action", "processing"].includes(intent.state)) return;
  const { intentId, state } = intent;
  const steps = [
    () => provider.move(intentId, { state: "requires_action" }),
    () => provider.move(intentId, { state: "processing" }),
    () => provider.move(intentId, { state: "requires_payment", declineCode: "insufficient_funds" }),
    () => provider.authorise(intentId),
    () => provider.authorise(intentId),
    () => provider.takeAtOnce(intentId),
    () => provider.takeAtOnce(intentId, life.random(4) === 0 ? { amount: total - 1, currency: "EUR" } : intent.amount),
  ];
  const pending = state === "processing" ? [steps[2], steps[5]] : steps;
  const moved = pending[life.random(pending.length)]?.();
  if (!moved) return;
  life.log.push(moved.state);
  emit(life, { kind: "payment", intent: moved });
}

/** A bank that thinks about a payment makes up its mind. */
export function decide(life: Life): void {
  const { provider } = life.core;
  for (const { intentId, state } of provider.intents.values()) {
    if (state !== "processing" || !life.intents.has(intentId)) continue;
    const refused = { state: "requires_payment", declineCode: "insufficient_funds" } as const;
    emit(life, { kind: "payment", intent: life.random(2) === 0 ? provider.takeAtOnce(intentId) : provider.move(intentId, refused) });
  }
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
  if (!done && fate >= 5) life.outbox.push(event);
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

/** Its bank takes a refund or, twice at most, returns it. */
export function settleRefund(life: Life): void {
  const { provider } = life.core;
  const pending = [...provider.refunds.values()].filter(({ gives, state }) => life.intents.has(gives.intentId) && state === "pending");
  const refund = pending[life.random(Math.max(1, pending.length))];
  if (!refund) return;
  const fails = life.failedRefunds < 2 && life.random(3) === 0;
  if (fails) life.failedRefunds += 1;
  emit(life, { kind: "refund", refund: provider.settleRefund(refund.stripeRefundId, fails ? "failed" : "succeeded") });
}

interface Attempt {
  readonly name: string;
  readonly faulty: boolean;
}

/** True when it came to its end: a refusal by name is one, a crash is not. */
async function attempt(life: Life, { name, faulty }: Attempt, work: (ctx: Context<User>) => Promise<unknown>): Promise<boolean> {
  life.log.push(name);
  try {
    await work(mortal(life, faulty));
    return true;
  } catch (error) {
    life.log.push(error instanceof Crash ? "crash" : String(error));
    if (error instanceof Crash) return false;
    if (isDomainError(error))
      return !["OVERLOADED", "PAYMENT_PENDING", "PAYMENT_PROVIDER_UNAVAILABLE"].includes(error.code) || name === "start";
    brokenBy(life)(error);
    return false;
  }
}
