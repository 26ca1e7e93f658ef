import { readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context, TransactionContext } from "../context.ts";
import { PaymentId } from "../ids.ts";
import type { Money } from "../money.ts";
import { instantOf } from "../time.ts";
import { endOpenPayment } from "./end-payment.ts";
import { refuseUnpayableAmount } from "./payable-amount.ts";

/** An attempt on record, which the provider may not have heard of yet. */
export interface LaterAttempt {
  readonly paymentId: PaymentId;
  readonly bookingId: string;
  readonly recordLocator: string;
  readonly amount: Money;
  readonly payBy: Date;
  readonly clientSecret: string | null;
}

/** What a confirmed booking is to be given for its money. */
export interface LaterPurchase {
  readonly booking: Prisma.BookingGetPayload<{ include: { payments: true } }>;
  readonly amount: number;
  readonly wish:
    | { readonly purpose: "seats"; readonly seats: Prisma.InputJsonValue }
    | { readonly purpose: "change"; readonly change: Prisma.InputJsonValue };
}

/**
 * Puts the payment of something more for a confirmed booking on record. There is one at a time: the same wish at the same price answers the one
 * that is open, another ends it. The caller holds the booking's row lock.
 */
export async function openLaterPayment(
  { policy }: Pick<Context, "policy">,
  tx: TransactionContext,
  { booking, amount, wish }: LaterPurchase,
): Promise<LaterAttempt> {
  const { id: bookingId, recordLocator, currency } = booking;
  refuseUnpayableAmount({ amount, currency });
  const common = { bookingId, recordLocator, amount: { amount, currency } };
  const now = await readClock(tx);
  const open = booking.payments.find(
    ({ purpose, state, amountMinor }) =>
      purpose === wish.purpose && (state === "starting" || state === "requires_payment") && Number(amountMinor) === amount,
  );
  if (open?.payBy && open.payBy > now && sameWish(open, wish))
    return { ...common, paymentId: PaymentId.parse(open.id), payBy: open.payBy, clientSecret: open.clientSecret };

  await endOpenPayment(tx, bookingId);
  const paymentId = PaymentId.parse(tx.newId("pay"));
  const payBy = instantOf(now.getTime() + policy.paySeconds * 1000);
  await tx.prisma.payment.create({
    data: { id: paymentId, bookingId, state: "starting", ...wish, payBy, amountMinor: BigInt(amount), currency },
  });
  return { ...common, paymentId, payBy, clientSecret: null };
}

function sameWish(open: LaterPurchase["booking"]["payments"][number], wish: LaterPurchase["wish"]): boolean {
  const [before, now] = wish.purpose === "seats" ? [open.seats, wish.seats] : [open.change, wish.change];
  return fingerprint(before) === fingerprint(now);
}
