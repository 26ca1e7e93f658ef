import { readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import { BookingState, stateAt } from "../bookings/booking-state.ts";
import { situationOf } from "../bookings/read-booking.ts";
import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { Money } from "../money.ts";
import { automaticReasons } from "../refunds/refund-automatically.ts";
import { RefundState } from "../refunds/refund.ts";
import { declineInWords } from "./decline-words.ts";

/** Which payment. */
export const GetPaymentInput = z.strictObject({ paymentId: PaymentId });
export type GetPaymentInput = z.infer<typeof GetPaymentInput>;

/** One attempt to pay a booking, or dearer seats or other flights for one that is paid. */
export const Payment = z.strictObject({
  id: PaymentId,
  bookingId: BookingId,
  bookingState: BookingState,
  state: z.enum(["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"]),
  outcome: z
    .enum(["pending", "paid", "refunded", "ended"])
    .describe(
      "`paid`: the booking, the seats or the other flights are yours. `refunded`: the money goes back in full, `refund` tells why. `ended`: nothing was charged",
    ),
  nextAction: z
    .enum(["confirm", "authenticate", "wait"])
    .nullable()
    .describe(
      "What the traveller does now: confirm with Stripe.js, follow the bank's own step (3-D Secure), or wait; null when nothing is left",
    ),
  payBy: z.date().nullable().describe("Until when it can be paid; null when nothing is left to pay"),
  amount: Money,
  seats: z
    .array(z.array(z.string()))
    .nullable()
    .describe(
      "For dearer seats of a paid booking: where everyone sits once it is paid, by segment; null where it buys the booking or other flights",
    ),
  declineCode: z.string().nullable().describe("Why the last try failed, in Stripe's word; the same payment may be tried again"),
  declineMessage: z.string().nullable().describe("The same for a person, with what to do now"),
  method: z.string().nullable().describe("`Visa •••• 4242`"),
  refund: z
    .strictObject({
      reason: z.string().describe("`seats_gone`, `second_payment`, `amount_mismatch`"),
      state: RefundState,
      amount: Money,
    })
    .nullable()
    .describe("Money that goes back because it bought nothing; null when it did. Refunds that you asked for are with the booking"),
});
export type Payment = z.infer<typeof Payment>;

const parts = {
  booking: { include: { passengers: true, payments: true } },
  refunds: { where: { reason: { in: automaticReasons } }, orderBy: { createdAt: "desc" }, take: 1 },
} satisfies Prisma.PaymentInclude;

type StoredPayment = Prisma.PaymentGetPayload<{ include: typeof parts }>;

/** One of the caller's own payments. Another's is NOT_FOUND. */
export async function getPayment(ctx: Context<User>, input: GetPaymentInput): Promise<Payment> {
  const payment = await ctx.db.prisma.payment.findFirst({
    where: { id: input.paymentId, booking: { userId: ctx.actor.userId } },
    include: parts,
  });
  if (!payment) throw notFound("payment");
  const bookingState = stateAt({ ...situationOf(payment.booking), now: await readClock(ctx.db) });
  const { declineCode, currency } = payment;
  const payable = bookingState === (payment.purpose === "booking" ? "awaiting_payment" : "confirmed");
  const payBy = payment.purpose === "booking" ? payment.booking.expiresAt : payment.payBy;
  const [refund] = payment.refunds;
  return {
    id: input.paymentId,
    bookingId: BookingId.parse(payment.bookingId),
    bookingState,
    state: payment.state,
    outcome: outcomeOf(payment),
    nextAction: nextActionOf(payment, payable),
    payBy: payable && isOpen(payment.state) ? payBy : null,
    amount: { amount: Number(payment.amountMinor), currency },
    seats: Payment.shape.seats.parse(payment.seats),
    declineCode,
    declineMessage: declineCode === null ? null : declineInWords(declineCode),
    method: payment.methodLabel,
    refund: refund ? { reason: refund.reason, state: refund.state, amount: { amount: Number(refund.amountMinor), currency } } : null,
  };
}

function outcomeOf({ state, refunds }: StoredPayment): Payment["outcome"] {
  if (state === "captured") return refunds.length > 0 ? "refunded" : "paid";
  return state === "failed" || state === "cancelled" ? "ended" : "pending";
}

/** Whether a card may still pay it. */
function isOpen(state: StoredPayment["state"]): boolean {
  return state === "starting" || state === "requires_payment";
}

function nextActionOf({ state, requiresAction }: StoredPayment, payable: boolean): Payment["nextAction"] {
  if (state === "processing" || state === "authorised") return "wait";
  if (state !== "requires_payment" || !payable) return null;
  return requiresAction ? "authenticate" : "confirm";
}
