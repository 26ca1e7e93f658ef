import type { Context, User } from "../context.ts";

/** Ends the session of this call, and no other one. */
export async function logOut(ctx: Context<User>): Promise<void> {
  await ctx.sessions.end(ctx.actor.token);
}
