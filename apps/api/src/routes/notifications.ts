import {
  listNotifications,
  ListNotificationsInput,
  ListNotificationsOutput,
  MarkedNotificationsRead,
  markNotificationsRead,
  MarkNotificationsReadInput,
  NotificationEvents,
  watchNotifications,
  WatchNotificationsInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../event-stream.ts";
import { once } from "../idempotency.ts";
import { bookerProcedure } from "../trpc.ts";

export const notifications = {
  /** What you were told of, newest first, by page, with how much of it is unread. Errors: INVALID_INPUT. */
  list: bookerProcedure
    .input(ListNotificationsInput)
    .output(ListNotificationsOutput)
    .query(({ ctx, input }) => listNotifications(ctx.app, input)),

  /** Puts on record that you have read messages; answers how many are left. Errors: NOT_FOUND. */
  markRead: bookerProcedure.input(MarkNotificationsReadInput).output(MarkedNotificationsRead).mutation(once(markNotificationsRead)),

  /**
   * Your newest messages, and from then on each time that one comes or is read. Server-sent events; `Last-Event-ID` goes on where a
   * stream was cut. Errors: OVERLOADED.
   */
  watch: bookerProcedure
    .input(WatchNotificationsInput)
    .output(eventStream(NotificationEvents))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchNotifications(ctx.app, input, listening))),
} satisfies TRPCRouterRecord;
