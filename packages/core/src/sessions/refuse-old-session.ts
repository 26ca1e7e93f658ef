import { DomainError } from "../errors.ts";
import type { Context, User } from "../context.ts";
import { hashToken } from "./token.ts";

/** So long after signing in somebody may do what cannot be undone. */
const freshMinutes = 15;

/**
 * Refuses a caller whose session was not opened within the last quarter of an hour, with the second factor where they have one: for what must not be
 * done from a desk that somebody has left. Another issuer's token is no session of ours, and is refused too. FORBIDDEN.
 */
export async function refuseOldSession({ db, actor }: Context<User>): Promise<void> {
  const [fresh] = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM session WHERE user_id = ${actor.userId} AND token_hash = ${hashToken(actor.token)}
       AND created_at > skyhold_now() - make_interval(mins => ${freshMinutes}::int)`;
  if (!fresh)
    throw new DomainError(
      "FORBIDDEN",
      `Log in again first: this needs a session of ours that was opened within the last ${freshMinutes} minutes`,
      {
        needs: "fresh_session",
      },
    );
}
