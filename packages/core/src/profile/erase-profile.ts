import { hasSqlState, readClock } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { provePassword } from "../users/prove-owner.ts";

/** The password once more: what is erased does not come back. */
export const EraseProfileInput = z.strictObject({ password: z.string().min(1).max(128) });
export type EraseProfileInput = z.infer<typeof EraseProfileInput>;

/**
 * Forgets the caller for good (GDPR, article 17): account, profile, documents, sessions, and every name, birth date and
 * address in their bookings. Tickets, prices, payments and books stay, as the law wants them, and name nobody. Refused
 * while a booking is unpaid or to be flown.
 */
export async function eraseProfile(ctx: Context<User>, input: EraseProfileInput): Promise<void> {
  await provePassword(ctx, input.password);
  await forgetPerson(ctx, ctx.actor.userId, () => Promise.resolve());
}

/** Forgets somebody for good, in one transaction with what else is written then; answers what that answers. BOOKING_STATE, LAST_ADMIN. */
export async function forgetPerson<Answer>(
  ctx: Context,
  userId: string,
  also: (tx: TransactionContext) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await transaction(ctx, async (tx) => {
      await erase(ctx, tx, userId);
      return also(tx);
    });
  } catch (error) {
    if (hasSqlState(error, "SK098"))
      throw new DomainError("LAST_ADMIN", "There must always be an admin. Make someone else one first", null);
    throw error;
  }
}

const nobody = "Erased";

async function erase(ctx: Context, tx: TransactionContext, userId: string): Promise<void> {
  const { prisma } = tx;
  const now = await readClock(tx);
  await lockBookings(tx, userId);
  await refuseWhileNeeded(tx, userId);
  const email = `${userId}@erased.invalid`;
  await ctx.sessions.endAll(tx, userId);
  await prisma.profile.deleteMany({ where: { userId } });
  await prisma.secondFactor.deleteMany({ where: { userId } });
  await prisma.recoveryCode.deleteMany({ where: { userId } });
  await prisma.travelDocument.deleteMany({ where: { userId } });
  await prisma.accountToken.deleteMany({ where: { userId } });
  await prisma.externalIdentity.deleteMany({ where: { userId } });
  // Answers that were kept for repetitions of a call name travellers.
  await prisma.idempotencyRecord.deleteMany({ where: { caller: userId } });
  const toThem = { OR: [{ userId }, { booking: { userId } }] };
  // What has not gone out yet has nobody to go to.
  await prisma.notification.deleteMany({ where: { userId, bookingId: null, state: { not: "sent" } } });
  await prisma.notification.updateMany({ where: { ...toThem, state: "pending" }, data: { state: "withheld" } });
  await prisma.notification.updateMany({ where: toThem, data: { recipient: email, title: null, summary: null, lastError: null } });
  await prisma.passenger.updateMany({
    where: { booking: { userId }, surname: { not: null } },
    data: { givenName: nobody, surname: nobody, birthDate: null },
  });
  // What someone needs on the way tells of their health and beliefs.
  await prisma.specialServiceRequest.deleteMany({ where: { passenger: { booking: { userId } } } });
  await prisma.checkIn.updateMany({ where: { passenger: { booking: { userId } } }, data: { documentSealed: null } });
  await prisma.payment.updateMany({ where: { booking: { userId } }, data: { methodLabel: null } });
  await prisma.booking.updateMany({ where: { userId }, data: { contactEmail: email, contactPhone: null } });
  const gone = { email, givenName: nobody, surname: nobody, passwordHash: null, emailVerifiedAt: null, disabledAt: now };
  await prisma.user.update({ where: { id: userId }, data: gone });
}

/** In the order in which everyone locks, so that a payment that arrives meanwhile is seen. */
async function lockBookings({ prisma }: TransactionContext, userId: string): Promise<void> {
  await prisma.$queryRaw`SELECT id FROM booking WHERE user_id = ${userId} ORDER BY id FOR NO KEY UPDATE`;
}

async function refuseWhileNeeded({ prisma }: TransactionContext, userId: string): Promise<void> {
  const [needed] = await prisma.$queryRaw<{ state: string; recordLocator: string }[]>`
    SELECT b.state::text, b.record_locator AS "recordLocator" FROM booking b
     WHERE b.user_id = ${userId}
       AND ((b.state IN ('held', 'awaiting_payment') AND (b.expires_at > skyhold_now() OR b.secured_at IS NOT NULL))
            OR EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id AND p.state IN ('processing', 'authorised'))
            OR EXISTS (SELECT FROM refund r WHERE r.booking_id = b.id AND r.state IN ('pending', 'requires_action'))
            OR (b.state = 'confirmed' AND EXISTS (
                  SELECT FROM booking_segment s JOIN flight f ON f.id = s.flight_id WHERE s.booking_id = b.id AND f.arrives_at > skyhold_now())))
     ORDER BY b.id LIMIT 1`;
  if (!needed) return;
  const { state, recordLocator } = needed;
  throw new DomainError("BOOKING_STATE", `Booking ${recordLocator} is ${state} and still needs its people. Release or fly it first`, {
    state,
    availableActions: [],
  });
}
