import { claimGuestBookings, eraseFromBookings, eraseWordsAbout, hasSqlState, lockBookingsOf, readClock } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { registrationMail } from "../users/account-mail.ts";
import { ProofOfOwner, proveOwner } from "../users/prove-owner.ts";

/** The proof that the account is the caller's, once more: what is erased does not come back. */
export const EraseProfileInput = ProofOfOwner;
export type EraseProfileInput = ProofOfOwner;

/**
 * Forgets the caller for good (GDPR, article 17): account, profile, documents, sessions, every name, birth date and
 * address in their bookings, those that were made with their verified address without an account too, and what staff have typed about them.
 * Tickets, prices, payments and books stay, as the law wants them, and name nobody. Refused while a booking is unpaid or to be flown.
 */
export async function eraseProfile(ctx: Context<User>, input: EraseProfileInput): Promise<void> {
  await proveOwner(ctx, input);
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
  const before = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, emailVerifiedAt: true } });
  // What another one has merely said is their address is not theirs to erase.
  const address = before.emailVerifiedAt === null ? null : before.email;
  await lockBookingsOf(tx, userId, address);
  if (address !== null) await takeWhatIsOfAddress(tx, userId, address);
  await refuseWhileNeeded(tx, userId);
  await ctx.sessions.endAll(tx, userId);
  await eraseAccount(tx, userId);
  const email = `${userId}@erased.invalid`;
  await eraseMessages(tx, userId, email);
  await eraseFromBookings(tx, userId, { email, name: nobody });
  const gone = { email, givenName: nobody, surname: nobody, passwordHash: null, emailVerifiedAt: null, disabledAt: now };
  await prisma.user.update({ where: { id: userId }, data: gone });
  await eraseWordsAbout(tx, userId);
}

/** Bookings that were made with the address without an account are theirs too, and so are registrations that wait for its mail. */
async function takeWhatIsOfAddress(tx: TransactionContext, userId: string, email: string): Promise<void> {
  await claimGuestBookings(tx, userId, email);
  await tx.prisma.registration.deleteMany({ where: { email } });
  await tx.prisma.notification.deleteMany({ where: { recipient: email, kind: registrationMail } });
}

async function eraseAccount({ prisma }: TransactionContext, userId: string): Promise<void> {
  const where = { userId };
  await prisma.profile.deleteMany({ where });
  await prisma.travelDocument.deleteMany({ where });
  await prisma.secondFactor.deleteMany({ where });
  await prisma.recoveryCode.deleteMany({ where });
  await prisma.accountToken.deleteMany({ where });
  await prisma.externalIdentity.deleteMany({ where });
}

async function eraseMessages({ prisma }: TransactionContext, userId: string, recipient: string): Promise<void> {
  const toThem = { OR: [{ userId }, { booking: { userId } }] };
  // What has not gone out yet has nobody to go to.
  await prisma.notification.deleteMany({ where: { userId, bookingId: null, state: { not: "sent" } } });
  await prisma.notification.updateMany({ where: { ...toThem, state: "pending" }, data: { state: "withheld" } });
  await prisma.notification.updateMany({ where: toThem, data: { recipient, title: null, summary: null, lastError: null } });
}

async function refuseWhileNeeded({ prisma }: TransactionContext, userId: string): Promise<void> {
  const [needed] = await prisma.$queryRaw<{ state: string; recordLocator: string }[]>`
    SELECT b.state::text, b.record_locator AS "recordLocator" FROM booking b
     WHERE b.user_id = ${userId}
       AND ((b.state IN ('held', 'awaiting_payment') AND (b.expires_at > skyhold_now() OR b.secured_at IS NOT NULL))
            OR EXISTS (SELECT FROM payment p WHERE p.booking_id = b.id AND p.state IN ('processing', 'authorised'))
            OR EXISTS (SELECT FROM refund r WHERE r.booking_id = b.id AND r.state IN ('pending', 'requires_action'))
            OR (b.state = 'confirmed' AND EXISTS (
                  SELECT FROM booking_segment s JOIN flight f ON f.id = s.flight_id JOIN passenger p ON p.booking_id = b.id
                   WHERE s.booking_id = b.id AND f.arrives_at > skyhold_now()
                     AND NOT EXISTS (SELECT FROM cancellation_item i WHERE i.passenger_id = p.id AND i.segment_id = s.id))))
     ORDER BY b.id LIMIT 1`;
  if (!needed) return;
  const { state, recordLocator } = needed;
  throw new DomainError("BOOKING_STATE", `Booking ${recordLocator} is ${state} and still needs its people. Release or fly it first`, {
    state,
    availableActions: [],
  });
}
