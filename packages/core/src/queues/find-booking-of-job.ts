import { readBookingOfJob } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";

const Payload = z.record(z.string(), z.unknown());

/** The booking that a job with this payload is about, for the log; null where it is about none, or the payload is none of ours. */
export async function findBookingOfJob({ db }: Context, payload: unknown): Promise<string | null> {
  const { data } = Payload.safeParse(payload);
  return data ? readBookingOfJob(db, data) : null;
}
