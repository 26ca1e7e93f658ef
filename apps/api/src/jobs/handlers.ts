import { cancelPayment, capturePayment, executeRefund, expireHolds, sendNotification } from "@skyhold/core";
import type { Context, JobName, JobPayload } from "@skyhold/core";

/** Which use case each job runs. A job without a handler does not compile. */
export const handlers: { readonly [Name in JobName]: (ctx: Context<"system">, payload: JobPayload<Name>) => Promise<unknown> } = {
  "payment.capture": capturePayment,
  "payment.cancel": cancelPayment,
  "refund.execute": executeRefund,
  "notification.send": sendNotification,
  "bookings.expire": expireHolds,
};
