import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";

/**
 * Throws UNAUTHENTICATED once the caller may not call any more, because their session has ended, their account is disabled or erased, or its role
 * is another one: for what goes on long after its call was let in.
 */
export async function refuseEnded(ctx: Context<User>): Promise<void> {
  const { userId, role, token } = ctx.actor;
  const isForeign = ctx.identities.recognises(token);
  // Another issuer's token is no session of ours: it runs out by itself, and the account is ours to judge.
  if (isForeign) await ctx.identities.verify(token);
  const good = isForeign
    ? (await ctx.db.prisma.user.count({ where: { id: userId, role, disabledAt: null } })) === 1
    : (await ctx.sessions.findUser(token))?.role === role;
  if (!good) throw new DomainError("UNAUTHENTICATED", "Your session has ended. Log in again", null);
}

/**
 * What a watch tells, for as long as its caller may call: with their session it ends at once, as UNAUTHENTICATED, whether there is anything to tell or not.
 */
export async function* whileSignedIn<Event>(
  ctx: Context<User>,
  signal: AbortSignal,
  watch: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event, void, undefined> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const guarding = guard(ctx, either);
  // The guard ends with the session, and with its process.
  const ended = guarding.then(
    () => over.abort(),
    () => over.abort(),
  );
  try {
    for await (const event of watch(either)) {
      if (over.signal.aborted) break;
      yield event;
    }
  } finally {
    over.abort();
    await ended;
  }
  await guarding;
}

/** Looks whenever something about the caller has changed, their sessions too, and every few seconds. */
async function guard(ctx: Context<User>, signal: AbortSignal): Promise<void> {
  const turns = ctx.notificationNews.follow(ctx.actor.userId, signal);
  for (let turn = await turns.next(); turn.done !== true; turn = await turns.next()) await refuseEnded(ctx);
}
