import { book, eventually, startTestStack, travellerOf } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";

async function staffClient({ url, dependencies: { app, db } }: TestStack) {
  const id = app.newId("usr");
  await db.prisma.user.create({ data: { id, email: "sam@example.com", givenName: "Sam", surname: "Staff", role: "staff" } });
  const { token } = await app.sessions.open(`usr_${id.slice(4)}`);
  return createClient({ url, token });
}

test("a job that was given up says why without naming anybody, is sent back by staff, and is done", async () => {
  await using stack = await startTestStack({ worker: false });
  const { boss, db } = stack.dependencies;
  const skyhold = await staffClient(stack);
  const paymentId = "pay_00000000-0000-7000-8000-000000000000";
  const id = await boss.send("payment.capture", { paymentId }, { retryLimit: 0 });
  await boss.fetch("payment.capture");
  await boss.fail("payment.capture", id ?? "", { message: "550 no such user <ana@example.com>" });

  const { jobs } = await skyhold.admin.jobs.failed();
  expect(jobs).toMatchObject([
    { queue: "payment.capture", state: "dead", attempts: 1, error: "550 no such user <(address)>", subjectId: paymentId },
  ]);
  const told = skyhold.admin.stats.watch()[Symbol.asyncIterator]();
  expect(await told.next()).toMatchObject({ value: { queues: { failed: 1, late: 0 } } });
  await told.return?.();
  const { queues } = await skyhold.admin.jobs.queues();
  expect(queues.find(({ name }) => name === "payment.capture")).toMatchObject({ dead: 1, waiting: 0, cron: null });

  expect(await skyhold.admin.jobs.redrive({ jobIds: [jobs[0]?.id ?? ""], reason: "the mail server is back" })).toEqual({ redriven: 1 });
  expect((await skyhold.admin.jobs.failed()).jobs).toEqual([]);
  expect(await boss.fetch("payment.capture")).toMatchObject([{ data: { paymentId } }]);
  expect(await skyhold.admin.jobs.redrive({ reason: "the mail server is back" })).toEqual({ redriven: 0 });
  expect(await db.prisma.auditEntry.findMany({ where: { action: "jobs.redrive" } })).toMatchObject([
    { subjectId: "all queues", details: { redriven: 1 } },
    { subjectId: "all queues", details: { redriven: 0 } },
  ]);
});

test("staff find payments by locator, by Stripe's id and by state, page by page; and today is told without being asked again", async () => {
  await using stack = await startTestStack();
  const skyhold = await staffClient(stack);
  const told = skyhold.admin.stats.watch()[Symbol.asyncIterator]();
  const sold = (event: Awaited<ReturnType<typeof told.next>>) =>
    event.done === true ? -1 : (event.value.today.days.at(-1)?.bookings ?? -1);
  const before = sold(await told.next());

  const ctx = await travellerOf(stack);
  const [one, two] = [await book(stack, ctx), await book(stack, ctx)];
  await eventually(async () => sold(await told.next()) === before + 2);
  await told.return?.();

  const first = await skyhold.admin.payments.list({ limit: 1 });
  expect(first.payments.map(({ recordLocator }) => recordLocator)).toEqual([two.booking.recordLocator]);
  const second = await skyhold.admin.payments.list({ limit: 1, cursor: first.nextCursor ?? "" });
  expect(second.payments).toMatchObject([{ recordLocator: one.booking.recordLocator, state: "captured", amount: one.booking.total }]);
  for (const query of [one.booking.recordLocator.toLowerCase(), one.intentId])
    expect((await skyhold.admin.payments.list({ query })).payments.map(({ id }) => id)).toEqual([one.paymentId]);
  expect((await skyhold.admin.payments.list({ state: "failed" })).payments).toEqual([]);
  expect((await skyhold.admin.payments.list({ stuck: true })).payments).toEqual([]);
});
