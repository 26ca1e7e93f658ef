import {
  armStripeFault,
  clearStripeFaults,
  foreseeClock,
  getSandbox,
  listCaughtMails,
  moveClock,
  readCaughtMail,
  readStripeSandbox,
  watchCaughtMails,
  watchStripeSandbox,
} from "@skyhold/core";
import type { Context, Staff } from "@skyhold/core";
import { hold, makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { embeddedParts } from "./adapters/embedded-parts.ts";
import { book, eventually, startTestStack, stripeOf, travellerOf } from "./testing.ts";
import type { TestStack } from "./testing.ts";

async function staffOf(stack: TestStack): Promise<Context<Staff>> {
  const ctx = await travellerOf(stack);
  const { userId } = ctx.actor;
  await stack.dependencies.db.prisma.user.update({ where: { id: userId }, data: { role: "staff" } });
  const { token } = await ctx.sessions.open(userId);
  return { ...ctx, actor: { ...ctx.actor, role: "staff", token } };
}

test("where embedded parts run, staff read the mails that were caught, and what Stripe's model has told us", async () => {
  await using stack = await startTestStack({ sandbox: true });
  const staff = await staffOf(stack);
  const { booking } = await book(stack, await travellerOf(stack));
  await eventually(async () => (await listCaughtMails(staff)).mails.some(({ subject }) => subject.includes(booking.recordLocator)));
  const [mail] = (await listCaughtMails(staff)).mails;
  const rendered = await readCaughtMail(staff, { mailId: mail?.id ?? "" });

  expect(rendered).toMatchObject({ id: mail?.id, subject: mail?.subject });
  expect(rendered.html).toContain(booking.recordLocator);
  await expect(readCaughtMail(staff, { mailId: "999999" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const delivered = async () =>
    (await readStripeSandbox(staff)).events.find(({ name }) => name === "payment_intent.succeeded")?.deliveries.at(-1);
  await expect.poll(delivered, { timeout: 10_000 }).toMatchObject({ outcome: "delivered", httpStatus: 200 });
  expect(await readStripeSandbox(staff)).toMatchObject({ url: stack.stripe.url, payments: 1, refunds: 0, faults: [] });
});

/** Waits for an event like this; what came before it is passed over. */
async function nextLike<Event>(events: AsyncIterator<Event, void, undefined>, isIt: (event: Event) => boolean): Promise<Event> {
  for (;;) {
    const { value } = await events.next();
    if (!value) throw new Error("The stream has ended");
    if (isIt(value)) return value;
  }
}

test("the mailbox and Stripe's model say themselves that something has come, and whoever looks at them is told without asking", async () => {
  await using stack = await startTestStack({ sandbox: true });
  const staff = await staffOf(stack);
  const stop = new AbortController();
  const mails = watchCaughtMails(staff, {}, stop.signal);
  const stripe = watchStripeSandbox(staff, {}, stop.signal);
  expect(await nextLike(mails, () => true)).toMatchObject({ mails: [] });
  expect(await nextLike(stripe, () => true)).toMatchObject({ payments: 0, events: [], faults: [] });

  const { booking } = await book(stack, await travellerOf(stack));
  await nextLike(mails, (event) => event.mails.some(({ subject }) => subject.includes(booking.recordLocator)));
  await nextLike(stripe, ({ events }) =>
    events.some(({ name, deliveries }) => name === "payment_intent.succeeded" && deliveries.length > 0),
  );
  await armStripeFault(staff, { fault: "slow", times: 3, reason: "to see it" });
  await nextLike(stripe, ({ faults }) => faults.length === 1);
  stack.stripe.clearFaults();
  const { version } = await nextLike(stripe, ({ faults }) => faults.length === 0);

  const again = watchStripeSandbox(staff, { lastEventId: version }, stop.signal);
  expect(await Promise.race([again.next(), new Promise((resolve) => setTimeout(() => resolve("silence"), 200))])).toBe("silence");
  await Promise.all([expect(mails.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" }), staff.sessions.end(staff.actor.token)]);
  stop.abort();
});

test("a server with open windows on everything stops as soon as it is asked to", async () => {
  const stack = await startTestStack({ sandbox: true, worker: false });
  const staff = await staffOf(stack);
  const headers = { authorization: `Bearer ${staff.actor.token}` };
  const paths = ["today/watch", "sandbox/mails/watch", "sandbox/stripe/watch"];
  const windows = await Promise.all(paths.map((path) => fetch(`${stack.url}/api/v1/admin/${path}`, { headers })));
  expect(windows.map(({ status }) => status)).toEqual([200, 200, 200]);
  const ends = windows.map((window) => window.text().catch(() => "cut off"));
  await stack[Symbol.asyncDispose]();
  expect(await Promise.all(ends)).toHaveLength(3);
});

test("staff have Stripe's model go wrong as often as they say, and take back what has not struck", async () => {
  await using stack = await startTestStack({ sandbox: true, worker: false });
  const staff = await staffOf(stack);
  await armStripeFault(staff, { fault: "error-500", times: 2, reason: "to see it" });

  await expect(stripeOf(stack).refunds.list()).rejects.toMatchObject({ statusCode: 500 });
  expect((await readStripeSandbox(staff)).faults).toEqual([{ fault: "error-500", times: 1 }]);
  await clearStripeFaults(staff, { reason: "seen" });
  expect((await stripeOf(stack).refunds.list()).data).toEqual([]);
  const entries = await staff.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(entries.map(({ action, reason }) => [action, reason])).toEqual([
    ["sandbox.armFault", "to see it"],
    ["sandbox.clearFaults", "seen"],
  ]);
});

test("the clock goes ahead for everybody, after it was said what would follow, and nothing else is changed by saying so", async () => {
  await using stack = await startTestStack({ sandbox: true, worker: false });
  const staff = await staffOf(stack);
  const traveller = await travellerOf(stack);
  const flightId = await makeFlight(stack.dependencies.db);
  await hold(traveller, flightId, ["1A"]);
  const foreseen = await foreseeClock(staff, { seconds: 1200 });

  expect(foreseen).toMatchObject({ clock: { aheadSeconds: 0 }, holds: 1, departures: 0, sessions: 0 });
  expect(await foreseeClock(staff, { seconds: 60 })).toMatchObject({ clock: { aheadSeconds: 0 }, holds: 0 });
  expect(foreseen.until.getTime() - foreseen.clock.now.getTime()).toBe(1_200_000);
  await moveClock(staff, { seconds: 1200, reason: "to see a hold end" });
  expect((await getSandbox(staff)).clock).toMatchObject({ aheadSeconds: 1200 });
  expect(await foreseeClock(staff, { seconds: 1200 })).toMatchObject({ holds: 0 });
  expect(await hold(await travellerOf(stack), flightId, ["1A"])).toMatchObject({ state: "held" });
  expect(await staff.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "sandbox.moveClock", details: { seconds: 1200 } }]);
});

test("in production there is none of this, whatever the process was told, and each call about it is refused", async () => {
  await using stack = await startTestStack({ worker: false });
  const told = { MAILBOX_URL: "http://localhost:1", STRIPE_API_URL: "http://localhost:1", SANDBOX_TOOLS: ["stripe", "clock"] } as const;
  const parts = { ...told, SANDBOX_TOOLS: [...told.SANDBOX_TOOLS] };
  const staff = { ...(await staffOf(stack)), sandbox: embeddedParts({ ...parts, NODE_ENV: "production" }) };

  expect(embeddedParts({ ...parts, NODE_ENV: "development" }).clock).toBe(true);
  expect(await getSandbox(staff)).toEqual({ mailbox: null, stripe: null, clock: null });
  const calls = [
    listCaughtMails(staff),
    readCaughtMail(staff, { mailId: "1" }),
    readStripeSandbox(staff),
    (async () => watchCaughtMails(staff, {}, AbortSignal.timeout(1_000)).next())(),
    (async () => watchStripeSandbox(staff, {}, AbortSignal.timeout(1_000)).next())(),
    armStripeFault(staff, { fault: "slow", times: 1, reason: "none" }),
    clearStripeFaults(staff, { reason: "none" }),
    foreseeClock(staff, { seconds: 60 }),
    moveClock(staff, { seconds: 60, reason: "none" }),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ code: "NOT_FOUND", details: { what: "sandbox" } })));
  expect(await staff.db.prisma.sandboxClock.count()).toBe(0);
  expect(await staff.db.prisma.auditEntry.count()).toBe(0);
});
