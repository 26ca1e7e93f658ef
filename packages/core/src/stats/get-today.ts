import { readFiguresOfToday } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { Money } from "../money.ts";
import { instantOf } from "../time.ts";

/** Over how many days, today among them. */
export const GetTodayInput = z.strictObject({ days: z.int().min(1).max(90).default(14) });
export type GetTodayInput = z.infer<typeof GetTodayInput>;

/** What staff look at first, as the database has it at this moment. Days are those of UTC. */
export const Today = z.strictObject({
  now: z.date(),
  days: z
    .array(
      z.strictObject({
        date: z.iso.date(),
        bookings: z.int().describe("Confirmed on that day, cancelled since or not"),
        revenue: z.array(Money).describe("Their prices, one sum for each currency"),
      }),
    )
    .describe("The oldest first, today at the end"),
  departures: z
    .strictObject({ scheduled: z.int(), delayed: z.int(), boarding: z.int(), inAir: z.int(), landed: z.int(), cancelled: z.int() })
    .describe("Flights that leave within 24 hours, by status"),
  seats: z.strictObject({ capacity: z.int(), sold: z.int() }).describe("Of those flights, without the cancelled ones"),
  holds: z.strictObject({
    count: z.int().describe("Unpaid bookings whose time has not run out"),
    next: z
      .array(
        z.strictObject({
          bookingId: BookingId,
          recordLocator: z.string(),
          name: z.string().nullable(),
          total: Money,
          expiresAt: z.date(),
        }),
      )
      .describe("The eight that run out first"),
  }),
  attention: z.strictObject({
    refundsWaiting: z.int().describe("Refunds whose every attempt has failed"),
    disputesOpen: z.int(),
    differencesOpen: z.int().describe("Where Stripe's account and our books do not agree"),
    paymentsStuck: z.int().describe("Begun more than ten minutes ago, and neither taken nor over"),
  }),
  messages: z.strictObject({ pending: z.int(), failed: z.int() }),
  audit: z
    .strictObject({
      checkedAt: z.date(),
      holds: z.boolean(),
      violated: z.array(z.string()).describe("Names of the invariants that do not hold"),
    })
    .nullable()
    .describe("The last audit of the invariants; null before the first"),
});
export type Today = z.infer<typeof Today>;

/** The figures of today: sales, departures, holds that run out, and what waits for somebody. One query. */
export async function getToday(ctx: Context<Staff>, { days }: GetTodayInput): Promise<Today> {
  const { now, departures, holds, audit, ...figures } = await readFiguresOfToday(ctx.db, days);
  const of = (status: string) => departures[status] ?? 0;
  return {
    now: instantOf(now),
    days: figures.days.map((day) => ({ ...day, revenue: [...day.revenue] })),
    departures: {
      scheduled: of("scheduled"),
      delayed: of("delayed"),
      boarding: of("boarding"),
      inAir: of("in_air"),
      landed: of("landed"),
      cancelled: of("cancelled"),
    },
    seats: figures.seats,
    holds: {
      count: holds.count,
      next: holds.next.map(({ id, recordLocator, name, amount, currency, expiresAt }) => ({
        bookingId: BookingId.parse(id),
        recordLocator,
        name,
        total: { amount, currency },
        expiresAt: instantOf(expiresAt),
      })),
    },
    attention: figures.attention,
    messages: figures.messages,
    audit: audit && { ...audit, checkedAt: instantOf(audit.checkedAt), violated: [...audit.violated] },
  };
}
