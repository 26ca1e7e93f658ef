import { claimGuestBookings, isUniqueViolation, readClock } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";
import { toAccount } from "./account.ts";
import type { SignedIn } from "./account.ts";
import { registrationMail } from "./account-mail.ts";
import { MailedToken, tokenInvalid } from "./verify-email.ts";

/** The code that came by mail, and the password that the account was registered with. */
export const ConfirmRegistrationInput = z.strictObject({ token: MailedToken, password: z.string().min(1).max(128) });
export type ConfirmRegistrationInput = z.infer<typeof ConfirmRegistrationInput>;

type Registration = Awaited<ReturnType<typeof find>>;

/**
 * Makes the account, gives it what was bought under its address without one, and signs in. The code alone is not enough: who follows the link
 * of a registration that someone else made in their name would share an account with them (ADR 50). The code works once, within 24 hours.
 */
export async function confirmRegistration(ctx: Context, input: ConfirmRegistrationInput): Promise<SignedIn> {
  ctx.passwords.refuseWhenFull();
  const registration = await find(ctx, input.token);
  if (!(await ctx.passwords.verify(registration.passwordHash, input.password)))
    throw new DomainError("CREDENTIALS_WRONG", "This is not the password of the registration. Register again to choose another one", null);
  try {
    const user = await transaction(ctx, (tx) => open(tx, registration));
    return { ...(await ctx.sessions.open(user.id, ctx.origin.userAgent)), account: toAccount({ ...user, secondFactor: null }) };
  } catch (error) {
    // Another issuer's token or a command has made one meanwhile. Who has the code reads the address and may know.
    if (!isUniqueViolation(error, "email")) throw error;
    throw new DomainError("EMAIL_TAKEN", "There is an account with this e-mail address by now. Log in instead.", null);
  }
}

async function find({ db }: Context, token: string) {
  const where = { tokenHash: hashToken(token), expiresAt: { gt: await readClock(db) } };
  const registration = await db.prisma.registration.findUnique({ where });
  if (!registration) throw tokenInvalid();
  return registration;
}

async function open(tx: TransactionContext, { email, passwordHash, givenName, surname }: Registration) {
  const { prisma } = tx;
  // Of two at once, one deletes the rows. Other registrations of the address are over with this one.
  if ((await prisma.registration.deleteMany({ where: { email } })).count === 0) throw tokenInvalid();
  const data = { id: tx.newId("usr"), email, passwordHash, givenName, surname, emailVerifiedAt: await readClock(tx) };
  const user = await prisma.user.create({ data });
  await prisma.notification.updateMany({ where: { recipient: email, kind: registrationMail, userId: null }, data: { userId: user.id } });
  await claimGuestBookings(tx, user.id, email);
  return user;
}
