import { expect, test } from "vitest";

import { expireHolds } from "../bookings/expire-holds.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { sendNotification } from "./send-notification.ts";

async function sendAll(core: TestCore): Promise<void> {
  for (const { name, payload } of await core.sentJobs()) {
    if (name === "notification.send") await sendNotification(core.app, { notificationId: payload["notificationId"] ?? "" });
  }
}

test("a confirmed booking is mailed once, with its ticket and calendar, however often the job runs", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking, intentId } = await holdUpToPayment(ctx, await makeFlight(core.app.db), ["1A"]);
  const intent = core.provider.takeAtOnce(intentId);
  await recordPaymentEvent(core.app, { eventId: "evt", type: "payment_intent.succeeded", subject: { kind: "payment", intent } });
  await sendAll(core);
  await sendAll(core);

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
  await sendAll(core);

  expect(core.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining(recordLocator)]);
  expect(await core.app.db.prisma.seatClaim.count({ where: { releasedAt: null } })).toBe(0);
});
