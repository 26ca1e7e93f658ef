import { z } from "zod";

import type { Context, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { SessionId } from "../ids.ts";

/** A session of the caller's. */
export const SessionView = z.strictObject({
  id: SessionId,
  device: z.string().nullable().describe("What the program that signed in said of itself, its user agent"),
  createdAt: z.date(),
  lastUsedAt: z.date().describe("To five minutes"),
  expiresAt: z.date().describe("When it ends unless it is used before"),
  current: z.boolean().describe("Whether this call came with it"),
});

/** The caller's sessions, the last used first. */
export const ListSessionsOutput = z.strictObject({ sessions: z.array(SessionView) });

/** The caller's sessions that are still good. */
export async function listSessions(ctx: Context<User>): Promise<z.infer<typeof ListSessionsOutput>> {
  return { sessions: await ctx.sessions.list(ctx.actor) };
}

/** Which session. */
export const RevokeSessionInput = z.strictObject({ sessionId: SessionId });
export type RevokeSessionInput = z.infer<typeof RevokeSessionInput>;

/** Ends one of the caller's sessions at once; another's is NOT_FOUND. */
export async function revokeSession(ctx: Context<User>, input: RevokeSessionInput): Promise<void> {
  if (!(await ctx.sessions.revoke(ctx.actor.userId, input.sessionId))) throw notFound("session");
}
