import {
  listNotificationsForStaff,
  ListNotificationsForStaffInput,
  ListNotificationsForStaffOutput,
  NotificationForStaff,
  NotificationPreview,
  previewNotification,
  PreviewNotificationInput,
  resendNotification,
  ResendNotificationInput,
  retryNotification,
  RetryNotificationInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { staffProcedure } from "../../trpc.ts";

export const notifications = {
  /** Everyone's messages, newest first, by page, with what has become of their mails; `failed` are those that wait for staff. Errors: INVALID_INPUT, FORBIDDEN. */
  list: staffProcedure
    .input(ListNotificationsForStaffInput)
    .output(ListNotificationsForStaffOutput)
    .query(({ ctx, input }) => listNotificationsForStaff(ctx.app, input)),

  /** A message as its mail would look if it were sent now, without codes that open an account. Errors: NOT_FOUND, FORBIDDEN. */
  preview: staffProcedure
    .input(PreviewNotificationInput)
    .output(NotificationPreview)
    .query(({ ctx, input }) => previewNotification(ctx.app, input)),

  /** Sends a message again that has failed for good. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN. */
  retry: staffProcedure.input(RetryNotificationInput).output(NotificationForStaff).mutation(once(retryNotification)),

  /** Sends a traveller's message about a booking once more, to the booking's contact. Errors: NOTIFICATION_STATE, NOT_FOUND, FORBIDDEN. */
  resend: staffProcedure.input(ResendNotificationInput).output(NotificationForStaff).mutation(once(resendNotification)),
} satisfies TRPCRouterRecord;
