import {
  auditInvariants,
  cancelFlightBookings,
  cancelPayment,
  capturePayment,
  comparePayments,
  executeRefund,
  expireHolds,
  extendTimetable,
  jobSchemas,
  mailPasswordReset,
  mailRegistration,
  purgePersonalData,
  purgeRecords,
  purgeSessions,
  queueReminders,
  reconcilePayments,
  refreshPayment,
  refundLeftBehind,
  sendNotification,
  updateFlightStatuses,
} from "@skyhold/core";
import type { Context, JobName } from "@skyhold/core";
import type { z } from "zod";

type Handler = (ctx: Context<"system">, data: unknown) => Promise<unknown>;

/** Which use case each job runs. A job without a handler does not compile. */
export const handlers: Readonly<Record<JobName, Handler>> = {
  "payment.capture": handle(jobSchemas["payment.capture"], capturePayment),
  "payment.cancel": handle(jobSchemas["payment.cancel"], cancelPayment),
  "payment.refresh": handle(jobSchemas["payment.refresh"], refreshPayment),
  "refund.execute": handle(jobSchemas["refund.execute"], executeRefund),
  "notification.send": handle(jobSchemas["notification.send"], sendNotification),
  "reminders.queue": handle(jobSchemas["reminders.queue"], queueReminders),
  "account.register": handle(jobSchemas["account.register"], mailRegistration),
  "account.resetPassword": handle(jobSchemas["account.resetPassword"], mailPasswordReset),
  "payments.reconcile": handle(jobSchemas["payments.reconcile"], reconcilePayments),
  "payments.compare": handle(jobSchemas["payments.compare"], comparePayments),
  "bookings.expire": handle(jobSchemas["bookings.expire"], expireHolds),
  "idempotency.purge": handle(jobSchemas["idempotency.purge"], purgeRecords),
  "flights.extend": handle(jobSchemas["flights.extend"], extendTimetable),
  "flights.status": handle(jobSchemas["flights.status"], updateFlightStatuses),
  "flights.cancel": handle(jobSchemas["flights.cancel"], cancelFlightBookings),
  "flights.refundLeftBehind": handle(jobSchemas["flights.refundLeftBehind"], refundLeftBehind),
  "sessions.purge": handle(jobSchemas["sessions.purge"], purgeSessions),
  "personalData.purge": handle(jobSchemas["personalData.purge"], purgePersonalData),
  "invariants.audit": handle(jobSchemas["invariants.audit"], auditInvariants),
};

/** What comes out of the queue was written by another version of this program, perhaps: it is checked like any input. */
function handle<Payload>(schema: z.ZodType<Payload>, useCase: (ctx: Context<"system">, payload: Payload) => Promise<unknown>): Handler {
  return (ctx, data) => useCase(ctx, schema.parse(data));
}
