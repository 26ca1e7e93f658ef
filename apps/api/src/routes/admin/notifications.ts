import { listNotifications, ListNotificationsInput, ListNotificationsOutput } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { staffProcedure } from "../../trpc.ts";

export const notifications = {
  /** The mails of travellers and staff, the latest first, by page. Errors: FORBIDDEN. */
  list: staffProcedure
    .input(ListNotificationsInput)
    .output(ListNotificationsOutput)
    .query(({ ctx, input }) => listNotifications(ctx.app, input)),
} satisfies TRPCRouterRecord;
