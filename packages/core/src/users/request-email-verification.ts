import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { queueAccountMail } from "./account-mail.ts";

/** Sends the mail that verifies the caller's address once more; nothing when it is verified. RATE_LIMITED after five within an hour. */
export async function requestEmailVerification(ctx: Context<User>): Promise<void> {
  await transaction(ctx, async (tx) => {
    const user = await tx.prisma.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } });
    if (user.emailVerifiedAt !== null || (await queueAccountMail(tx, user, "account.verify_email"))) return;
    throw new DomainError("RATE_LIMITED", "That many mails were sent within the last hour. Look into your mailbox", {
      retryAfterSeconds: 3600,
    });
  });
}
