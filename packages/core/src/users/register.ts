import { isUniqueViolation } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { personText } from "../text.ts";
import { Email, Password, toAccount } from "./account.ts";
import type { SignedIn } from "./account.ts";

/** A new account. Its role is not for the caller to say. */
export const RegisterInput = z.strictObject({
  email: Email,
  password: Password,
  givenName: personText(60),
  surname: personText(60),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** Opens a traveller's account and signs in. */
export async function register(ctx: Context, input: RegisterInput): Promise<SignedIn> {
  const { password, ...person } = input;
  const passwordHash = await ctx.passwords.hash(password);
  try {
    const stored = await ctx.db.prisma.user.create({ data: { ...person, id: ctx.newId("usr"), passwordHash } });
    return { ...(await ctx.sessions.open(stored.id)), account: toAccount(stored) };
  } catch (error) {
    if (isUniqueViolation(error, "email"))
      throw new DomainError("EMAIL_TAKEN", "There is an account with this e-mail address. Log in instead.", null);
    throw error;
  }
}
