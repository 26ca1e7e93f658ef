import { isAutomatic } from "./refund-automatically.ts";

/** What is left of a payment that bought something: captured, and neither given back, nor about to be, nor lost to the bank. Minor units. */
export interface RefundablePayment {
  readonly paymentId: string;
  readonly stripeIntentId: string;
  readonly remaining: number;
}

/** A part of a refund, and the payment that it goes back to. */
export interface RefundPart extends Omit<RefundablePayment, "remaining"> {
  readonly amount: number;
}

interface StoredPayment {
  readonly id: string;
  readonly state: string;
  readonly stripeIntentId: string | null;
  readonly amountMinor: bigint;
  readonly createdAt: Date;
  readonly refunds: readonly {
    readonly stripeIntentId: string;
    readonly reason: string;
    readonly state: string;
    readonly amountMinor: bigint;
    readonly coveredBy: string | null;
  }[];
  readonly disputes: readonly {
    readonly state: string;
    readonly fundsWithdrawn: boolean;
    readonly fundsReinstated: boolean;
    readonly amountMinor: bigint;
  }[];
}

/**
 * The payments of a booking that bought something, in the order in which money goes back to them: the latest first, so that what was
 * paid for dearer seats goes back before the price of the trip. Throws where there is none, which no confirmed booking may be.
 */
export function refundablePayments(bookingId: string, payments: readonly StoredPayment[]): [RefundablePayment, ...RefundablePayment[]] {
  const [first, ...others] = payments
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
    .flatMap(({ id: paymentId, state, stripeIntentId, amountMinor, refunds, disputes }) => {
      const own = refunds.filter((refund) => refund.stripeIntentId === stripeIntentId);
      if (state !== "captured" || stripeIntentId === null || own.some(isAutomatic)) return [];
      // What was covered counts as what it was covered by.
      const alive = own.filter((refund) => refund.state !== "failed" && refund.state !== "cancelled" && refund.coveredBy === null);
      // Who has won a dispute has the money from the bank. While it is open, nobody knows.
      const lost = disputes.filter((dispute) => dispute.state === "lost" && dispute.fundsWithdrawn && !dispute.fundsReinstated);
      const gone = [...alive, ...lost].reduce((sum, part) => sum + Number(part.amountMinor), 0);
      const remaining = Math.max(0, Number(amountMinor) - gone);
      return [{ paymentId, stripeIntentId, remaining }];
    });
  if (!first) throw new Error(`Booking ${bookingId} is confirmed without a payment`);
  return [first, ...others];
}

/** Splits an amount over payments in their order, of each no more than is left. What none has left stays with the last: the database refuses it. */
export function splitRefund(payments: readonly RefundablePayment[], amount: number): RefundPart[] {
  let due = amount;
  return payments.flatMap(({ remaining, ...payment }, at) => {
    const part = at === payments.length - 1 ? due : Math.min(due, remaining);
    due -= part;
    return part > 0 ? [{ ...payment, amount: part }] : [];
  });
}
