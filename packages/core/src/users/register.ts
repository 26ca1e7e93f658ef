import { isUniqueViolation } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { personText } from "../text.ts";
import { Email, Password, toAccount } from "./account.ts";
import type { SignedIn } from "./account.ts";
import { queueAccountMail } from "./account-mail.ts";
import { refuseCommonPassword } from "./common-password.ts";
import { limitAttempts, refuseAfterAttempts } from "./limit-attempts.ts";

/** A new account. Its role is not for the caller to say. */
export const RegisterInput = z.strictObject({
  email: Email,
  password: Password,
  givenName: personText(60),
  surname: personText(60),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** Addresses that have an account may be found out ten times an hour; then a network registers nobody, whether the address is taken or not. */
const taken = { what: "register taken", limit: 10, seconds: 3600 };

/**
 * Opens a traveller's account, signs in, and mails a code that verifies the address. EMAIL_TAKEN tells that there is an account (ADR 31);
 * RATE_LIMITED after ten of these in an hour from one network.
 */
export async function register(ctx: Context, input: RegisterInput): Promise<SignedIn> {
  const { password, ...person } = input;
  const { network } = ctx.origin;
  refuseCommonPassword("password", password, person.email);
  if (network !== null) await refuseAfterAttempts(ctx, { ...taken, who: network });
  const passwordHash = await ctx.passwords.hash(password);
  const id = ctx.newId("usr");
  try {
    const stored = await transaction(ctx, async (tx) => {
      const user = await tx.prisma.user.create({ data: { ...person, id, passwordHash } });
      await queueAccountMail(tx, user, "account.verify_email");
      return user;
    });
    return { ...(await ctx.sessions.open(stored.id, ctx.origin.userAgent)), account: toAccount({ ...stored, secondFactor: null }) };
  } catch (error) {
    if (!isUniqueViolation(error, "email")) throw error;
    if (network !== null) await limitAttempts(ctx, { ...taken, who: network });
    throw new DomainError("EMAIL_TAKEN", "There is an account with this e-mail address. Log in instead.", null);
  }
}
