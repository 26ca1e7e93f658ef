import { z } from "zod";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context, User } from "../context.ts";
import { LastEventId } from "../last-event-id.ts";
import { refuseEnded } from "../sessions/while-signed-in.ts";
import { listNotifications } from "./list-notifications.ts";
import { Notification } from "./notification.ts";

/** For who comes back, the version that came last. */
export const WatchNotificationsInput = z.strictObject({ lastEventId: LastEventId });
export type WatchNotificationsInput = z.infer<typeof WatchNotificationsInput>;

/** The newest messages as they are now. Who takes events slowly gets what is true now, not each step. */
export const NotificationEvents = z.strictObject({
  version: z.string().describe("Opaque; whoever comes back with it is told nothing until something has changed"),
  unread: z.int().describe("How many have not been marked as read"),
  notifications: z.array(Notification).describe("The newest ten; `notifications.list` has the others"),
});
export type NotificationEvents = z.infer<typeof NotificationEvents>;

const newest = 10;

/**
 * The caller's newest messages, and from then on each time that one comes or is read. Ends with the signal, and when the process stops; come back then.
 * UNAUTHENTICATED as soon as the session ends.
 */
export async function* watchNotifications(
  ctx: Context<User>,
  { lastEventId }: WatchNotificationsInput,
  signal: AbortSignal,
): AsyncGenerator<NotificationEvents, void, undefined> {
  let told = lastEventId ?? null;
  const turns = ctx.notificationNews.follow(ctx.actor.userId, signal);
  try {
    for (let turn = await turns.next(); turn.done !== true; turn = await turns.next()) {
      await refuseEnded(ctx);
      const { notifications, unread } = await listNotifications(ctx, { limit: newest });
      const version = fingerprint([unread, notifications.map(({ id, title, summary, readAt }) => [id, title, summary, readAt?.getTime()])]);
      if (version !== told) yield { version, unread, notifications };
      told = version;
    }
  } finally {
    await turns.return();
  }
}
