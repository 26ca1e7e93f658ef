import type { Context, User } from "../context.ts";
import type { Account } from "./account.ts";
import { toAccount, withSecondFactor } from "./account.ts";

/** The caller's own account. */
export async function getAccount(ctx: Context<User>): Promise<Account> {
  return toAccount(await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: ctx.actor.userId }, include: withSecondFactor }));
}
