import { claimGuestBookings, isUniqueViolation, readClock, useAccountToken } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";

/** A secret that came by mail. */
export const MailedToken = z.string().min(1).max(200).describe("The code of the mail");

/** The code that came by mail. */
export const VerifyEmailInput = z.strictObject({ token: MailedToken });
export type VerifyEmailInput = z.infer<typeof VerifyEmailInput>;

/**
 * Takes the code as proof that the caller reads their account's address, and gives them what was bought with it without an account. It works once,
 * within 24 hours, for the account that asked for it: the code alone is not enough, because whoever follows the link of an account that someone
 * else made in their name would hand their bookings to it (ADR 66). EMAIL_TAKEN when the address has another account, whose owner may know.
 */
export async function verifyEmail(ctx: Context<User>, input: VerifyEmailInput): Promise<void> {
  const { userId } = ctx.actor;
  try {
    await transaction(ctx, async (tx) => {
      const proof = await useAccountToken(tx, hashToken(input.token), "verify_email");
      // Thrown inside, so that another's code is not used up.
      if (proof?.userId !== userId) throw tokenInvalid();
      await tx.prisma.user.updateMany({ where: { id: userId, emailVerifiedAt: null }, data: { emailVerifiedAt: await readClock(tx) } });
      await tx.prisma.accountToken.deleteMany({ where: { userId, purpose: "verify_email" } });
      await claimGuestBookings(tx, userId, proof.email);
    });
  } catch (error) {
    if (!isUniqueViolation(error, "email")) throw error;
    throw new DomainError(
      "EMAIL_TAKEN",
      "You have another account with this address. Log in to it, and link the token to it: auth.linkIdentity",
      null,
    );
  }
}

/** The error for a secret that was used, has run out, or was never sent: which of them is nobody's business. */
export function tokenInvalid(): DomainError<"TOKEN_INVALID"> {
  return new DomainError("TOKEN_INVALID", "This code was used already or has run out. Ask for a new mail.", null);
}
