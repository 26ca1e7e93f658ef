import { purgeIdempotencyRecords } from "@skyhold/db";

import type { Context } from "../context.ts";

/** Forgets what was asked under a key more than a day ago. Answers how many. */
export async function purgeRecords(ctx: Context): Promise<number> {
  return purgeIdempotencyRecords(ctx.db);
}
