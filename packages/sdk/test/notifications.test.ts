import { openAccount, startTestStack } from "@skyhold/api/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";

test("what is mailed can be watched, listed and marked as read; staff see what became of it", async () => {
  await using stack = await startTestStack();
  const skyhold = createClient({ url: stack.url });
  skyhold.setToken(
    (await openAccount(stack, { email: "ana@example.com", password: "correct horse battery", givenName: "Ana", surname: "Novák" })).token,
  );
  await skyhold.auth.requestPasswordReset({ email: "ana@example.com" });

  for await (const { unread, notifications } of skyhold.notifications.watch()) {
    if (unread === 0) continue;
    expect(notifications).toMatchObject([{ kind: "account.reset_password", title: "Choose a new password", readAt: null }]);
    break;
  }
  const [message] = (await skyhold.notifications.list({ unread: true })).notifications;
  const notificationId = message?.id ?? "ntf_";
  expect(await skyhold.notifications.markRead({ notificationIds: [notificationId] })).toEqual({ unread: 0 });
  expect(await skyhold.notifications.list({ unread: true })).toMatchObject({ notifications: [], unread: 0, nextCursor: null });
  await expect(skyhold.admin.notifications.list()).rejects.toMatchObject({ code: "FORBIDDEN" });

  const { prisma } = stack.database.db;
  await prisma.user.updateMany({ data: { role: "staff" } });
  await expect.poll(async () => (await prisma.notification.findFirst())?.state, { timeout: 10_000 }).toBe("sent");
  const [seen] = (await skyhold.admin.notifications.list({ kind: "account.reset_password" })).notifications;
  expect(seen).toMatchObject({ id: notificationId, state: "sent", attempts: 1, recipient: "ana@example.com" });
  const { html } = await skyhold.admin.notifications.preview({ notificationId });
  expect(html).toContain("Choose a new password");
  expect(html).not.toContain(/Code: (\w+)/u.exec(stack.mailbox.list()[0]?.text ?? "")?.[1] ?? "no code");
  await expect(skyhold.admin.notifications.retry({ notificationId, reason: "once more" })).rejects.toMatchObject({
    code: "NOTIFICATION_STATE",
    details: { state: "sent" },
  });
});
