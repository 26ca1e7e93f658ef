import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { NotificationId, PaymentId } from "../ids.ts";
import { watchPayment } from "../payments/watch-payment.ts";
import { mailedCode, registered, sendMails } from "../testing/accounts.ts";
import { bookTrip, cancelByQuote, holdUpToPayment, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { disableUser } from "../users/change-user.ts";
import { logOut } from "../users/log-out.ts";
import { listSessions, revokeSession } from "../users/own-sessions.ts";
import { requestPasswordReset } from "../users/request-password-reset.ts";
import { resetPassword } from "../users/reset-password.ts";
import { listNotifications } from "./list-notifications.ts";
import { markNotificationsRead } from "./mark-notifications-read.ts";
import { watchNotifications } from "./watch-notifications.ts";

const list = (ctx: Context<User>) => listNotifications(ctx, { limit: 20 });

test("a traveller reads what they were told of, newest first, with its page; others read nothing of it", async () => {
  await using core = await startTestCore();
  const ctx = { ...(await core.traveller()), webUrl: "https://book.example.com" };
  const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)] });
  expect(await list(ctx)).toEqual({ notifications: [], unread: 0, nextCursor: null });
  await runJobs(core, "notification.send");
  await cancelByQuote(ctx, booking);
  await runJobs(core, "notification.send");

  const { notifications, unread } = await list(ctx);
  expect(notifications.map(({ kind }) => kind)).toEqual(["booking.cancelled", "booking.confirmed"]);
  expect(notifications[1]).toMatchObject({
    title: "Your booking is confirmed",
    summary: expect.stringContaining(booking.recordLocator),
    bookingId: booking.id,
    link: `https://book.example.com/bookings/${booking.id}`,
    readAt: null,
  });
  expect(unread).toBe(2);
  expect(await list(await core.traveller())).toMatchObject({ notifications: [], unread: 0 });
});

test("pages neither repeat nor lose a message", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { userId } = ctx.actor;
  await core.app.db.prisma.notification.createMany({
    data: Array.from({ length: 7 }, (_, index) => {
      const id = ctx.newId("ntf");
      const about = { kind: "account.password_changed", title: `Message ${index}`, summary: "", recipient: "a@example.com" };
      return { ...about, id, userId, dedupeKey: id, createdAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(index / 3))) };
    }),
  });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listNotifications(ctx, { limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.notifications.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);

  expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `Message ${index}`));
  await expect(listNotifications(ctx, { limit: 2, cursor: "1.bkg_x" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("what was read stays read since then; another's message is not there to be read, and then none is", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  for (const who of [ctx, other]) await bookTrip(core, who, { flights: [await makeFlight(core.app.db)] });
  await runJobs(core, "notification.send");
  const [own, foreign] = [(await list(ctx)).notifications[0], (await list(other)).notifications[0]];
  const ids = [own, foreign].map((message) => NotificationId.parse(message?.id));

  await expect(markNotificationsRead(ctx, { notificationIds: ids })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await list(ctx)).unread).toBe(1);
  expect(await markNotificationsRead(ctx, { notificationIds: ids.slice(0, 1) })).toEqual({ unread: 0 });
  const readAt = (await list(ctx)).notifications[0]?.readAt;
  await core.database.advanceClock(60);
  await markNotificationsRead(ctx, { notificationIds: ids.slice(0, 1) });

  expect((await list(ctx)).notifications[0]?.readAt).toEqual(readAt);
  expect((await list(other)).unread).toBe(1);
});

test("whoever watches is told of a message, and that it was read, within a moment, and hears nothing of others'", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const stop = new AbortController();
  const events = watchNotifications(ctx, {}, stop.signal);
  const next = async () => (await events.next()).value;
  expect(await next()).toMatchObject({ unread: 0, notifications: [] });

  const coming = next();
  await bookTrip(core, other, { flights: [await makeFlight(core.app.db)] });
  await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)] });
  await runJobs(core, "notification.send");
  const told = await coming;
  expect(told).toMatchObject({ unread: 1, notifications: [{ kind: "booking.confirmed" }] });

  const reading = next();
  await markNotificationsRead(ctx, { notificationIds: [NotificationId.parse(told?.notifications[0]?.id)] });
  expect(await reading).toMatchObject({ unread: 0, notifications: [{ readAt: expect.any(Date) }] });
  const silence = events.next();
  stop.abort();
  expect(await silence).toMatchObject({ done: true });
});

test("who is disabled, or whose session is ended, hears no more on a stream that is open already", async () => {
  await using core = await startTestCore();
  const boss = await core.traveller();
  await core.app.db.prisma.user.update({ where: { id: boss.actor.userId }, data: { role: "admin", emailVerifiedAt: new Date() } });
  const [barred, elsewhere] = [await core.traveller(), await registered(core, "elsewhere@example.com")];
  const [leaving, revoked] = [await core.traveller(), await core.traveller()];
  const watch = async (ctx: Context<User>) => {
    const events = watchNotifications(ctx, {}, new AbortController().signal);
    await events.next();
    return events;
  };
  const streams = await Promise.all([barred, elsewhere, leaving, revoked].map(watch));
  const told = streams.map(endOf);
  const { userId } = barred.actor;
  await disableUser({ ...boss, actor: { ...boss.actor, role: "admin" } }, { userId, reason: "fraud" });
  await resetPasswordOf(core, elsewhere);
  await logOut(leaving);
  for (const { id: sessionId } of (await listSessions(revoked)).sessions) await revokeSession(revoked, { sessionId });

  for (const outcome of await Promise.all(told)) expect(outcome).toMatchObject({ code: "UNAUTHENTICATED" });
});

test("a payment is watched no longer than the session lasts, although nothing happens to it", async () => {
  await using core = await startTestCore();
  const ana = await core.traveller();
  const { paymentId } = await holdUpToPayment(ana, await makeFlight(core.app.db), ["1A"]);
  const events = watchPayment(ana, { paymentId: PaymentId.parse(paymentId) }, new AbortController().signal);
  await events.next();
  const told = endOf(events);
  await logOut(ana);

  expect(await told).toMatchObject({ code: "UNAUTHENTICATED" });
});

/** How a stream ends, whatever it still tells: the mail with the code is a message too, and still for them. */
async function endOf(events: AsyncGenerator): Promise<unknown> {
  try {
    while ((await events.next()).done !== true);
    return "over";
  } catch (error) {
    return error;
  }
}

/** Sets another password with a mailed code, which ends every session. */
async function resetPasswordOf(core: TestCore, { actor: { email } }: Context<User>): Promise<void> {
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  await resetPassword(core.app, {
    token: mailedCode(core, email, "Choose a new password") ?? "",
    newPassword: "a staple that nobody knows",
  });
}
