import { purgeEndedAccess } from "@skyhold/db";

import type { Context } from "../context.ts";

/** Job: forgets sessions, mailed codes and counts of attempts whose time is over; they were good for nothing already. */
export async function purgeSessions(ctx: Context): Promise<{ sessions: number; tokens: number; attempts: number }> {
  return purgeEndedAccess(ctx.db);
}
