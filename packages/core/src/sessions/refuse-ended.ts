import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";

/**
 * Throws UNAUTHENTICATED once the caller may not call any more, because their session has ended or their account is disabled or erased: for what goes
 * on long after its call was let in.
 */
export async function refuseEnded(ctx: Context<User>): Promise<void> {
  const { userId, token } = ctx.actor;
  // Another issuer's token is no session of ours; a stream is shorter than the time it has left anyway.
  const isForeign = ctx.identities.recognises(token);
  const good = isForeign
    ? (await ctx.db.prisma.user.count({ where: { id: userId, disabledAt: null } })) === 1
    : (await ctx.sessions.findUser(token)) !== null;
  if (!good) throw new DomainError("UNAUTHENTICATED", "Your session has ended. Log in again", null);
}
