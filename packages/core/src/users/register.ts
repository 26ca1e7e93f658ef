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

/** A new account. Its role is not for the caller to say. */
export const RegisterInput = z.strictObject({
  email: Email,
  password: Password,
  givenName: personText(60),
  surname: personText(60),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** Opens a traveller's account, signs in, and mails a code that verifies the address. */
export async function register(ctx: Context, input: RegisterInput): Promise<SignedIn> {
  const { password, ...person } = input;
  refuseCommonPassword("password", password, person.email);
  const passwordHash = await ctx.passwords.hash(password);
  const id = ctx.newId("usr");
  try {
    const stored = await transaction(ctx, async (tx) => {
      const user = await tx.prisma.user.create({ data: { ...person, id, passwordHash } });
      await queueAccountMail(tx, user, "account.verify_email");
      return user;
    });
    return { ...(await ctx.sessions.open(stored.id, ctx.origin.userAgent)), account: toAccount(stored) };
  } catch (error) {
    if (isUniqueViolation(error, "email"))
      throw new DomainError("EMAIL_TAKEN", "There is an account with this e-mail address. Log in instead.", null);
    throw error;
  }
}
