import { findBookingByLocator, findBookingRow } from "@skyhold/db";
import { z } from "zod";

import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";
import { personText } from "../text.ts";
import { limitAttempts } from "../users/limit-attempts.ts";
import { BookedPassenger, Booking, RecordLocator } from "./booking.ts";
import { toBooking } from "./read-booking.ts";

/** What stands on a boarding pass. */
export const FindBookingInput = z.strictObject({
  recordLocator: z.string().trim().toUpperCase().pipe(RecordLocator).meta({ description: "Six characters, without 0, 1, I and O" }),
  surname: personText(60).describe("Of anyone on the booking; case, accents and hyphens don't count"),
});
export type FindBookingInput = z.infer<typeof FindBookingInput>;

/** A booking as anyone may see it who has its locator and a surname, which many have: the trip and the seats, nothing that tells of a person, and no way to change it. */
export const FoundBooking = Booking.pick({ recordLocator: true, state: true, expiresAt: true, segments: true }).extend({
  passengers: z.array(BookedPassenger.pick({ type: true, seats: true })),
});
export type FoundBooking = z.infer<typeof FoundBooking>;

const hour = 3600;

/**
 * Looks a booking up by locator and surname. An unknown locator and a wrong surname get the same answer after the same
 * work. Ten attempts an hour for a locator, thirty for a network, for all processes together.
 */
export async function findBooking(ctx: Context, input: FindBookingInput): Promise<FoundBooking> {
  const { recordLocator } = input;
  if (ctx.origin.network !== null) await limitAttempts(ctx, { what: "find from", who: ctx.origin.network, limit: 30, seconds: hour });
  await limitAttempts(ctx, { what: "find", who: recordLocator, limit: 10, seconds: hour });
  const candidate = await findBookingByLocator(ctx.db, recordLocator);
  const right = candidate !== null && isAmong(input.surname, candidate.surnames) && candidate.recordLocator === recordLocator;
  const row = right ? await findBookingRow(ctx.db, candidate.id, null) : null;
  if (!row) throw notFound("booking");
  const { state, expiresAt, segments, passengers } = toBooking(row);
  return { recordLocator, state, expiresAt, segments, passengers: passengers.map(({ type, seats }) => ({ type, seats })) };
}

/** All of them are compared, as hashes, so that neither the first letter nor the first passenger is told by time. */
function isAmong(surname: string, surnames: readonly (string | null)[]): boolean {
  const wanted = hashToken(plain(surname));
  return surnames.filter((candidate) => candidate !== null && plain(candidate) !== "" && hashToken(plain(candidate)) === wanted).length > 0;
}

/** `Novák-Łukasz` as `NOVAKŁUKASZ`. */
function plain(name: string): string {
  return name.normalize("NFD").toUpperCase().replaceAll(/\P{L}/gu, "");
}
