import { z } from "zod";

import type { Context, User } from "../context.ts";
import { LastEventId } from "../last-event-id.ts";
import { refuseEnded } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { listNotifications } from "./list-notifications.ts";
import { Notification } from "./notification.ts";

/** For who comes back, the version that came last. */
export const WatchNotificationsInput = z.strictObject({ lastEventId: LastEventId });
export type WatchNotificationsInput = z.infer<typeof WatchNotificationsInput>;

/** The newest messages as they are now. Who takes events slowly gets what is true now, not each step. */
export const NotificationEvents = z.strictObject({
  version: Version,
  unread: z.int().describe("How many have not been marked as read"),
  notifications: z.array(Notification).describe("The newest ten; `notifications.list` has the others"),
});
export type NotificationEvents = z.infer<typeof NotificationEvents>;

const newest = 10;

/**
 * The caller's newest messages, and from then on each time that one comes or is read. Ends with the signal, and when the process stops; come back then.
 * UNAUTHENTICATED as soon as the session ends.
 */
export function watchNotifications(
  ctx: Context<User>,
  { lastEventId }: WatchNotificationsInput,
  signal: AbortSignal,
): AsyncGenerator<NotificationEvents, void, undefined> {
  return tellChanges(ctx.notificationNews.follow(ctx.actor.userId, signal), lastEventId, async () => {
    await refuseEnded(ctx);
    const { notifications, unread } = await listNotifications(ctx, { limit: newest });
    return { unread, notifications };
  });
}
