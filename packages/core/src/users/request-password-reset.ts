import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { Email } from "./account.ts";
import { queueAccountMail } from "./account-mail.ts";
import { ownsAddress } from "./owns-address.ts";

/** Whose password. */
export const RequestPasswordResetInput = z.strictObject({ email: Email });
export type RequestPasswordResetInput = z.infer<typeof RequestPasswordResetInput>;

const place = "job.account_reset_password";

/** Asks for the mail with which a new password can be chosen. Known and unknown addresses get the same answer after the same work: whether there is an account is looked up later, by a job. */
export async function requestPasswordReset(ctx: Context, input: RequestPasswordResetInput): Promise<void> {
  // Whether it is a person's address nobody knows yet, so it does not lie in the queue as it is.
  const emailSealed = ctx.vault.seal(input.email, place);
  await transaction(ctx, (tx) => tx.enqueue("account.resetPassword", { emailSealed }));
}

/** Job: queues the mail, when the address has an account that is not disabled, five times an hour at most. */
export async function mailPasswordReset(ctx: Context, { emailSealed }: JobPayload<"account.resetPassword">): Promise<void> {
  const email = ctx.vault.open(emailSealed, place);
  await transaction(ctx, async (tx) => {
    const user = await tx.prisma.user.findFirst({ where: { email, disabledAt: null, ...ownsAddress } });
    if (user) await queueAccountMail(tx, user, "account.reset_password");
  });
}
