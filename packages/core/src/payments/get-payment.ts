import { z } from "zod";

import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { Money } from "../money.ts";

/** Which payment. */
export const GetPaymentInput = z.strictObject({ paymentId: PaymentId });
export type GetPaymentInput = z.infer<typeof GetPaymentInput>;

/** One attempt to pay a booking. */
export const Payment = z.strictObject({
  id: PaymentId,
  bookingId: BookingId,
  state: z.enum(["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"]),
  amount: Money,
  declineCode: z.string().nullable().describe("Why the last try failed; the same payment may be tried again"),
  method: z.string().nullable().describe("`Visa •••• 4242`"),
});
export type Payment = z.infer<typeof Payment>;

/** One of the caller's own payments. Another's is NOT_FOUND. */
export async function getPayment(ctx: Context<User>, input: GetPaymentInput): Promise<Payment> {
  const payment = await ctx.db.prisma.payment.findFirst({ where: { id: input.paymentId, booking: { userId: ctx.actor.userId } } });
  if (!payment) throw notFound("payment");
  return {
    id: input.paymentId,
    bookingId: BookingId.parse(payment.bookingId),
    state: payment.state,
    amount: { amount: Number(payment.amountMinor), currency: payment.currency },
    declineCode: payment.declineCode,
    method: payment.methodLabel,
  };
}
