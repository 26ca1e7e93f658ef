import { listBookingRows, readClock } from "@skyhold/db";
import { z } from "zod";

import { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context, User } from "../context.ts";
import { LinkedIdentity } from "../identities/identity.ts";
import { listIdentities } from "../identities/link-identity.ts";
import { Account } from "../users/account.ts";
import { getAccount } from "../users/get-account.ts";
import { SessionView } from "../users/own-sessions.ts";
import { Profile } from "./profile.ts";
import { readProfile } from "./read-profile.ts";

/** All that is kept of a person (GDPR, articles 15 and 20), in full. */
export const ProfileExport = z.strictObject({
  exportedAt: z.date(),
  account: Account,
  profile: Profile,
  bookings: z.array(Booking),
  sessions: z.array(SessionView),
  identities: z.array(LinkedIdentity),
  messages: z.array(
    z.strictObject({
      kind: z.string(),
      recipient: z.string(),
      title: z.string().nullable(),
      summary: z.string().nullable(),
      createdAt: z.date(),
      sentAt: z.date().nullable(),
      readAt: z.date().nullable(),
    }),
  ),
});
export type ProfileExport = z.infer<typeof ProfileExport>;

/** All that is kept of the caller, the numbers of documents unmasked. */
export async function exportProfile(ctx: Context<User>): Promise<ProfileExport> {
  const { userId } = ctx.actor;
  const [account, profile, sessions, { identities }, messages] = await Promise.all([
    getAccount(ctx),
    readProfile(ctx, ctx.db, userId),
    ctx.sessions.list(ctx.actor),
    listIdentities(ctx),
    ctx.db.prisma.notification.findMany({
      where: { userId },
      orderBy: { createdAt: "asc" },
      select: { kind: true, recipient: true, title: true, summary: true, createdAt: true, sentAt: true, readAt: true },
    }),
  ]);
  const rows = await listBookingRows(ctx.db, { ownerId: userId, after: null, limit: 10_000 });
  return { exportedAt: await readClock(ctx.db), account, profile, bookings: rows.map(toBooking), sessions, identities, messages };
}
