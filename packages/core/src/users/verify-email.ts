import { claimGuestBookings, readClock, useAccountToken } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";

/** A secret that came by mail. */
export const MailedToken = z.string().min(1).max(200).describe("The code of the mail");

/** The code that came by mail. */
export const VerifyEmailInput = z.strictObject({ token: MailedToken });
export type VerifyEmailInput = z.infer<typeof VerifyEmailInput>;

/** Takes the code as proof that the account's owner reads its address, and gives them what was bought with it without an account. It works once, within 24 hours. */
export async function verifyEmail(ctx: Context, input: VerifyEmailInput): Promise<void> {
  await transaction(ctx, async (tx) => {
    const proof = await useAccountToken(tx, hashToken(input.token), "verify_email");
    if (!proof) throw tokenInvalid();
    await tx.prisma.user.updateMany({ where: { id: proof.userId, emailVerifiedAt: null }, data: { emailVerifiedAt: await readClock(tx) } });
    await tx.prisma.accountToken.deleteMany({ where: { userId: proof.userId, purpose: "verify_email" } });
    await claimGuestBookings(tx, proof.userId, proof.email);
  });
}

/** The error for a secret that was used, has run out, or was never sent: which of them is nobody's business. */
export function tokenInvalid(): DomainError<"TOKEN_INVALID"> {
  return new DomainError("TOKEN_INVALID", "This code was used already or has run out. Ask for a new mail.", null);
}
