import { sendNotification } from "../notifications/send-notification.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import type { TestCore } from "./test-core.ts";

const handlers = {
  "refund.execute": (core: TestCore, payload: Record<string, string>) => executeRefund(core.app, { refundId: payload["refundId"] ?? "" }),
  "notification.send": (core: TestCore, payload: Record<string, string>) =>
    sendNotification(core.app, { notificationId: payload["notificationId"] ?? "" }),
} as const;

/** Runs every job of a name that was queued so far, also those that have run before, as a queue may. */
export async function runJobs(core: TestCore, name: keyof typeof handlers): Promise<void> {
  for (const job of await core.sentJobs()) {
    if (job.name === name) await handlers[name](core, job.payload);
  }
}
