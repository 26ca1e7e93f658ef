import { purgeEndedAccess } from "@skyhold/db";

import type { Context } from "../context.ts";

/** Job: forgets sessions, mailed codes, counts of attempts and registrations whose time is over; they were good for nothing already. */
export async function purgeSessions(ctx: Context): ReturnType<typeof purgeEndedAccess> {
  return purgeEndedAccess(ctx.db);
}
