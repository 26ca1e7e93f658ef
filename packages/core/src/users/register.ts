import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { personText } from "../text.ts";
import { Email, Password } from "./account.ts";
import { queueAccountMail, queueRegistrationMail } from "./account-mail.ts";
import { refuseCommonPassword } from "./common-password.ts";
import { ownsAddress } from "./owns-address.ts";

/** A new account. Its role is not for the caller to say. */
export const RegisterInput = z.strictObject({
  email: Email,
  password: Password,
  givenName: personText(60),
  surname: personText(60),
});
export type RegisterInput = z.infer<typeof RegisterInput>;

/** The same for every address. */
export const RegisterOutput = z.strictObject({
  verificationSent: z
    .literal(true)
    .describe("A mail is on its way: with the code for `auth.confirmRegistration`, or, to whoever has an account, saying so"),
});

/**
 * Keeps a registration for a day and has a mail sent to its address. A known and an unknown address get the same answer after the same work:
 * whether there is an account is looked up later, by a job.
 */
export async function register(ctx: Context, input: RegisterInput): Promise<z.infer<typeof RegisterOutput>> {
  const { password, ...person } = input;
  refuseCommonPassword("password", password, person.email);
  ctx.passwords.refuseWhenFull();
  const passwordHash = await ctx.passwords.hash(password);
  await transaction(ctx, async (tx) => {
    const { id } = await tx.prisma.registration.create({ data: { ...person, id: tx.newId("rgn"), passwordHash } });
    await tx.enqueue("account.register", { registrationId: id });
  });
  return { verificationSent: true };
}

/** Job: queues the mail with the code; where there is an account already, one that says so, and the registration is forgotten. */
export async function mailRegistration(ctx: Context, { registrationId }: JobPayload<"account.register">): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { prisma } = tx;
    const registration = await prisma.registration.findUnique({ where: { id: registrationId } });
    if (!registration) return;
    const user = await prisma.user.findFirst({ where: { email: registration.email, ...ownsAddress } });
    if (!user && (await queueRegistrationMail(tx, registration))) return;
    await prisma.registration.delete({ where: { id: registrationId } });
    if (user?.disabledAt === null) await queueAccountMail(tx, user, "account.exists");
  });
}
