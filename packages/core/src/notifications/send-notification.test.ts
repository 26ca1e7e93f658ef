import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { bookTrip, hold, holdUpToPayment, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { MailRefusedError } from "./mailer.ts";
import type { Mailer } from "./mailer.ts";
import { sendNotification } from "./send-notification.ts";

/** A booking whose confirmation waits to be mailed, through a mailer of the test's. */
async function confirmedBooking(core: TestCore, mailer: Mailer = core.app.mailer) {
  const ctx = await core.traveller();
  const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)] });
  const { id: notificationId } = await core.app.db.prisma.notification.findFirstOrThrow({ where: { bookingId: booking.id } });
  const stored = () => core.app.db.prisma.notification.findUniqueOrThrow({ where: { id: notificationId } });
  return { ctx, booking, notificationId, stored, send: () => sendNotification({ ...core.app, mailer }, { notificationId }) };
}

test("a confirmed booking is mailed once, with its ticket and calendar, however often the job runs", async () => {
  await using core = await startTestCore();
  const { booking, ctx } = await confirmedBooking(core);
  await runJobs(core, "notification.send");
  await runJobs(core, "notification.send");

  const names = core.mails[0]?.attachments.map(({ fileName }) => fileName);
  expect(core.mails).toHaveLength(1);
  expect(core.mails[0]).toMatchObject({ to: ctx.actor.email, subject: expect.stringContaining(booking.recordLocator) });
  expect(names).toEqual([`e-ticket-${booking.recordLocator}.pdf`, `flights-${booking.recordLocator}.ics`]);
});

test("whoever lets a hold run out is told once, and the seats are on sale again", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { recordLocator } = await hold(ctx, flight, ["1A", "1B"]);
  await core.database.advanceClock(901);

  expect(await expireHolds(core.app)).toBe(1);
  expect(await expireHolds(core.app)).toBe(0);
  await runJobs(core, "notification.send");

  expect(core.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining(recordLocator)]);
  expect(await core.app.db.prisma.seatClaim.count({ where: { releasedAt: null } })).toBe(0);
});

test("two workers with the same message send one mail; when the lease is taken away, they send two", async () => {
  await using core = await startTestCore();
  const taken: string[] = [];
  const gate = Promise.withResolvers<void>();
  const slow: Mailer = {
    send: async ({ messageId }) => {
      taken.push(messageId);
      await gate.promise;
    },
  };
  const { send, notificationId, stored } = await confirmedBooking(core, slow);
  const first = send();
  await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(1);

  await expect(send()).rejects.toThrow("Another worker");
  expect(taken).toHaveLength(1);
  await core.app.db.prisma.notification.update({ where: { id: notificationId }, data: { leasedUntil: null } });
  const second = send();
  await expect.poll(() => taken.length, { timeout: 20_000 }).toBe(2);
  gate.resolve();
  await Promise.all([first, second]);

  expect(new Set(taken).size).toBe(1);
  expect(await stored()).toMatchObject({ state: "sent", leasedUntil: null });
});

test("a worker that dies with a message in hand holds it up for five minutes, not for ever", async () => {
  await using core = await startTestCore();
  const { send, notificationId } = await confirmedBooking(core);
  await core.app.db.pool.query("UPDATE notification SET leased_until = skyhold_now() + interval '5 minutes' WHERE id = $1", [
    notificationId,
  ]);
  await expect(send()).rejects.toThrow("Another worker");
  await core.database.advanceClock(301);

  expect(await send()).toBe("sent");
  expect(core.mails).toHaveLength(1);
});

test("what the mail server will never take has failed at once, is said why, and is not tried again", async () => {
  await using core = await startTestCore();
  const mailer = { send: () => Promise.reject(new MailRefusedError("550 5.1.1 <[address]> user unknown")) };
  const { send, stored } = await confirmedBooking(core, mailer);

  expect(await send()).toBe("failed");
  expect(await send()).toBe("over");
  expect(await stored()).toMatchObject({ state: "failed", attempts: 1, lastError: "550 5.1.1 <[address]> user unknown", sentAt: null });
});

test("what may pass is tried again, a hundred times in all, and then waits for staff", async () => {
  await using core = await startTestCore();
  const mailer = { send: () => Promise.reject(new Error("421 Too busy")) };
  const { send, stored, notificationId } = await confirmedBooking(core, mailer);
  await expect(send()).rejects.toThrow("421 Too busy");
  expect(await stored()).toMatchObject({ state: "pending", attempts: 1, leasedUntil: null });

  await core.app.db.prisma.notification.update({ where: { id: notificationId }, data: { attempts: 99 } });
  expect(await send()).toBe("failed");
  expect(await stored()).toMatchObject({ state: "failed", attempts: 100, lastError: "421 Too busy" });
});

test("a declined payment is told once, with the way out; of one that has gone well since, nothing is told", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const [declined, paidSince] = [await holdUpToPayment(ctx, flight, ["1A"]), await holdUpToPayment(ctx, flight, ["1B"])];
  for (const { intentId } of [declined, paidSince]) {
    const intent = await core.provider.getIntent(intentId);
    await news(core, { ...intent, state: "requires_payment", declineCode: "insufficient_funds" });
    await news(core, { ...intent, state: "requires_payment", declineCode: "generic_decline" });
  }
  await news(core, core.provider.takeAtOnce(paidSince.intentId));
  await runJobs(core, "notification.send");

  const subjects = core.mails.map(({ subject }) => subject.split(":")[0]);
  expect(new Set(subjects)).toEqual(new Set(["Booking confirmed", "Payment failed"]));
  expect(core.mails).toHaveLength(2);
  expect(core.mails.find(({ subject }) => subject.startsWith("Payment failed"))?.text).toContain("kept for you until");
  expect(await core.app.db.prisma.notification.findMany({ where: { kind: "payment.failed" }, select: { state: true } })).toEqual(
    expect.arrayContaining([{ state: "sent" }, { state: "withheld" }]),
  );
});

test("whoever pays too late for seats that are gone is told that nothing is charged", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const { intentId } = await holdUpToPayment(ctx, flight, ["1A"]);
  await core.database.advanceClock(1801);
  await hold(await core.traveller(), flight, ["1A", "1B", "1C", "1D", "1E", "1F"]);
  await news(core, core.provider.authorise(intentId));
  await runJobs(core, "notification.send");

  expect(core.mails.map(({ subject }) => subject)).toEqual([expect.stringContaining("Payment not taken")]);
  expect(core.mails[0]?.text.replaceAll(/\s+/gu, " ")).toContain("Nothing is charged");
});
