import { expect, test } from "vitest";

import { NotificationId } from "../ids.ts";
import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { queueAccountMail } from "../users/account-mail.ts";
import { transaction } from "../context.ts";
import { listNotificationsForStaff } from "./list-notifications-for-staff.ts";
import { MailRefusedError } from "./mailer.ts";
import { previewNotification } from "./preview-notification.ts";
import { retryNotification } from "./retry-notification.ts";
import { sendNotification } from "./send-notification.ts";

const refusing = { send: () => Promise.reject(new MailRefusedError("550 user unknown")) };

async function failedMessage(core: TestCore) {
  const ctx = await core.traveller();
  const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)] });
  const { id } = await core.app.db.prisma.notification.findFirstOrThrow({ where: { bookingId: booking.id } });
  await sendNotification({ ...core.app, mailer: refusing }, { notificationId: id });
  return { booking, notificationId: NotificationId.parse(id) };
}

test("staff see what has failed, why, and how it looks; sent again it has its old Message-ID, and stands in the audit log", async () => {
  await using core = await startTestCore();
  const { booking, notificationId } = await failedMessage(core);
  const staff = await makeStaff(core);

  const { notifications } = await listNotificationsForStaff(staff, { state: "failed", limit: 50 });
  expect(notifications).toEqual([
    expect.objectContaining({ id: notificationId, recordLocator: booking.recordLocator, attempts: 1, lastError: "550 user unknown" }),
  ]);
  const { html, text, attachments } = await previewNotification(staff, { notificationId });
  expect([html, text].every((version) => version.includes(booking.recordLocator))).toBe(true);
  expect(attachments.map(({ contentType }) => contentType)).toEqual(["application/pdf", "text/calendar; charset=utf-8; method=PUBLISH"]);

  const retried = await retryNotification(staff, { notificationId, reason: "the address is right now" });
  expect(retried).toMatchObject({ state: "pending", attempts: 0 });
  expect(await sendNotification(core.app, { notificationId })).toBe("sent");
  expect(core.mails.map(({ messageId }) => messageId)).toEqual([`<${notificationId}@skyhold>`]);
  expect(await core.app.db.prisma.auditEntry.findFirst({ where: { subjectId: notificationId } })).toMatchObject({
    action: "notifications.retry",
    reason: "the address is right now",
    details: { attempts: 1, lastError: "550 user unknown" },
  });
});

test("of two members of staff at once one sends a message again, and one that was sent is not sent again", async () => {
  await using core = await startTestCore();
  const { notificationId } = await failedMessage(core);
  const staff = await makeStaff(core);
  const before = (await core.sentJobs()).length;
  const retry = () => retryNotification(staff, { notificationId, reason: "once more" });
  const outcomes = await Promise.allSettled([retry(), retry(), retry()]);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await core.sentJobs()).length).toBe(before + 1);
  await sendNotification(core.app, { notificationId });
  await expect(retry()).rejects.toMatchObject({ code: "NOTIFICATION_STATE", details: { state: "sent" } });
});

test("staff never see, nor make, the code by which a mail opens someone's account", async () => {
  await using core = await startTestCore();
  const { actor } = await core.traveller();
  await transaction(core.app, (tx) => queueAccountMail(tx, { id: actor.userId, email: actor.email }, "account.reset_password"));
  const { id } = await core.app.db.prisma.notification.findFirstOrThrow({ where: { userId: actor.userId } });
  const staff = { ...(await makeStaff(core)), webUrl: "https://book.example.com" };

  const { html, text } = await previewNotification(staff, { notificationId: NotificationId.parse(id) });

  expect(text).toMatch(/Code: •+$/mu);
  expect(html).toContain("Choose a password");
  expect(await core.app.db.prisma.accountToken.count()).toBe(0);
});
