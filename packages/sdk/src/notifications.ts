import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions, WatchOptions } from "./options.ts";
import type { Subscribe } from "./subscription.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `notifications.list` takes. */
export type ListNotificationsInput = Inputs["notifications"]["list"];

/** A page of messages, with how many are unread on all pages. `nextCursor` is null on the last one. */
export type NotificationPage = Outputs["notifications"]["list"];

/** Something that you were told of, with the page on which you can act on it. */
export type Notification = NotificationPage["notifications"][number];

/** What `notifications.markRead` takes: the ids of messages. */
export type MarkNotificationsReadInput = Inputs["notifications"]["markRead"];

/** The newest messages as they are now, and how many are unread. */
export type NotificationEvent = Outputs["notifications"]["watch"] extends AsyncIterable<{ readonly data: infer Event }> ? Event : never;

/** What you were told of: every message that is mailed to you can be read here too. */
export interface NotificationCalls {
  /**
   * Your messages, newest first: one page when awaited, all of them in a `for await` loop. Errors: INVALID_INPUT.
   *
   * @example
   * const { notifications, unread } = await skyhold.notifications.list();
   */
  readonly list: (input?: ListNotificationsInput, options?: CallOptions) => Listing<NotificationPage, Notification>;

  /**
   * Puts on record that you have read messages; answers how many are left. Errors: NOT_FOUND.
   *
   * @example
   * const { unread } = await skyhold.notifications.markRead({ notificationIds: [notificationId] });
   */
  readonly markRead: (input: MarkNotificationsReadInput, options?: CallOptions) => Promise<{ unread: number }>;

  /**
   * Your newest messages, and from then on each time that one comes or is read, within a moment. When the connection is lost it
   * comes back by itself. Ends when you leave the loop or abort the `signal`. Errors: OVERLOADED.
   *
   * @example
   * for await (const { unread, notifications } of skyhold.notifications.watch({ signal })) paint(unread, notifications);
   */
  readonly watch: (options?: WatchOptions) => AsyncIterable<NotificationEvent>;
}

/** The message calls of a client. */
export function notificationCalls(caller: Caller, { notifications }: SkyholdTrpc, subscribe: Subscribe): NotificationCalls {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) =>
            caller.query("notifications.list", options, (request) => notifications.list.query({ ...input, cursor }, request)),
          items: (page) => page.notifications,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    markRead: (input, options) =>
      caller.mutate("notifications.markRead", options, (request) => notifications.markRead.mutate(input, request)),
    watch: (options) => subscribe<NotificationEvent>("notifications.watch", {}, options),
  };
}
