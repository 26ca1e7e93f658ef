import type { Transaction } from "@skyhold/db";
import { z } from "zod";

/** What each background job carries. Every handler may run twice with the same payload and then changes nothing the second time. */
export const jobSchemas = {
  /** Takes the money of an authorised payment whose seats are ours. */
  "payment.capture": z.strictObject({ paymentId: z.string() }),
  /** Lets go of an intent that must not be paid any more. */
  "payment.cancel": z.strictObject({ paymentId: z.string() }),
  /** Asks the payment provider how an intent and its refunds stand: news of them may have been lost. */
  "payment.refresh": z.strictObject({ intentId: z.string() }),
  /** Asks the payment provider to give money back. */
  "refund.execute": z.strictObject({ refundId: z.string() }),
  /** Renders a stored notification and mails it. */
  "notification.send": z.strictObject({ notificationId: z.string() }),
  /** Stores the messages before departures that are due: check-in opens, and the flight leaves within a day. */
  "reminders.queue": z.strictObject({}),
  /** Mails the code that makes an account of a registration; to an address that has one already, that it has. */
  "account.register": z.strictObject({ registrationId: z.string() }),
  /** Mails the way to a new password, if the address has an account. */
  "account.resetPassword": z.strictObject({ emailSealed: z.string() }),
  /** Takes up payments and refunds that were left half done. */
  "payments.reconcile": z.strictObject({}),
  /** Compares payments, refunds and the books with the payment provider's own account. */
  "payments.compare": z.strictObject({}),
  /** Ends bookings whose time has run out. */
  "bookings.expire": z.strictObject({}),
  /** Forgets idempotency keys after their day. */
  "idempotency.purge": z.strictObject({}),
  /** Writes the flights of the schedules up to the horizon, and follows changes of time zones. */
  "flights.extend": z.strictObject({}),
  /** Brings the statuses of flights up to now. */
  "flights.status": z.strictObject({}),
  /** Ends the bookings of a cancelled flight: seats, refunds, mails. */
  "flights.cancel": z.strictObject({ changeId: z.string() }),
  /** Gives back what was paid for a flight that has left, to who did not accept what had become of it and was not on board. */
  "flights.refundLeftBehind": z.strictObject({ flightId: z.string() }),
  /** Deletes sessions and mailed codes whose time is over. */
  "sessions.purge": z.strictObject({}),
  /** Deletes what only a journey needed, some time after it. */
  "personalData.purge": z.strictObject({}),
  /** Checks all that must hold in the database, and keeps what was found for staff. */
  "invariants.audit": z.strictObject({}),
};

export type JobName = keyof typeof jobSchemas;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobSchemas)[Name]>;

/** Puts jobs in the queue. */
export interface Jobs {
  /** Enqueues inside the given transaction: the job exists if, and only if, the transaction commits. */
  send<Name extends JobName>(tx: Transaction, name: Name, payload: JobPayload<Name>): Promise<void>;
  /** The same for many jobs of one name, in one statement. */
  sendAll<Name extends JobName>(tx: Transaction, name: Name, payloads: readonly JobPayload<Name>[]): Promise<void>;
  /** Puts jobs that were given up back into their queues, inside the given transaction: these, or all; of one queue, or of any. Answers how many. */
  redrive(tx: Transaction, jobs: { readonly ids: readonly string[] | null; readonly queue: string | null }): Promise<number>;
}
