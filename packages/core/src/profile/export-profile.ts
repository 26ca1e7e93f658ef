import { listBookingRows, readClock } from "@skyhold/db";
import { z } from "zod";

import { Booking } from "../bookings/booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import { documentPlace } from "../check-in/check-in.ts";
import type { Context, User } from "../context.ts";
import { BookingId, FlightId } from "../ids.ts";
import { LinkedIdentity } from "../identities/identity.ts";
import { listIdentities } from "../identities/link-identity.ts";
import { Account } from "../users/account.ts";
import { getAccount } from "../users/get-account.ts";
import { SessionView } from "../users/own-sessions.ts";
import { NewTravelDocument, Profile } from "./profile.ts";
import { readProfile } from "./read-profile.ts";

/** All that is kept of a person (GDPR, articles 15 and 20), in full. */
export const ProfileExport = z.strictObject({
  exportedAt: z.date(),
  account: Account,
  profile: Profile,
  bookings: z.array(Booking),
  sessions: z.array(SessionView),
  identities: z.array(LinkedIdentity),
  checkIns: z
    .array(
      z.strictObject({
        bookingId: BookingId,
        givenName: z.string().nullable(),
        surname: z.string().nullable(),
        flightId: FlightId,
        sequence: z.int(),
        document: NewTravelDocument.nullable().describe("As it was given; null where none was needed, and some weeks after the journey"),
        checkedInAt: z.date(),
        boardedAt: z.date().nullable(),
      }),
    )
    .describe("Of everyone in your bookings"),
  acceptedChanges: z.array(z.strictObject({ bookingId: BookingId, flightChangeId: z.string(), acceptedAt: z.date() })),
  actionsOfStaff: z
    .array(z.strictObject({ at: z.date(), action: z.string(), subjectId: z.string() }))
    .describe("What staff have done to your account and your bookings"),
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
  const [account, profile, sessions, { identities }, messages, checkIns] = await Promise.all([
    getAccount(ctx),
    readProfile(ctx, ctx.db, userId),
    ctx.sessions.list(ctx.actor),
    listIdentities(ctx),
    ctx.db.prisma.notification.findMany({
      where: { userId },
      orderBy: { createdAt: "asc" },
      select: { kind: true, recipient: true, title: true, summary: true, createdAt: true, sentAt: true, readAt: true },
    }),
    exportCheckIns(ctx),
  ]);
  const rows = await listBookingRows(ctx.db, { ownerId: userId, after: null, limit: 10_000 });
  const kept = { account, profile, bookings: rows.map(toBooking), sessions, identities, checkIns, messages };
  return { exportedAt: await readClock(ctx.db), ...kept, ...(await exportEvents(ctx)) };
}

async function exportCheckIns({ db, vault, actor }: Context<User>): Promise<ProfileExport["checkIns"]> {
  const stored = await db.prisma.checkIn.findMany({
    where: { passenger: { booking: { userId: actor.userId } } },
    orderBy: { checkedInAt: "asc" },
    include: { passenger: { select: { bookingId: true, givenName: true, surname: true } } },
  });
  return stored.map(({ passengerId, segmentId, flightId, sequence, documentSealed, checkedInAt, boardedAt, passenger }) => ({
    bookingId: BookingId.parse(passenger.bookingId),
    givenName: passenger.givenName,
    surname: passenger.surname,
    flightId: FlightId.parse(flightId),
    sequence,
    document:
      documentSealed === null
        ? null
        : NewTravelDocument.parse(JSON.parse(vault.open(documentSealed, documentPlace({ passengerId, segmentId })))),
    checkedInAt,
    boardedAt,
  }));
}

async function exportEvents({
  db: { prisma },
  actor: { userId },
}: Context<User>): Promise<Pick<ProfileExport, "acceptedChanges" | "actionsOfStaff">> {
  const theirs = await prisma.booking.findMany({ where: { userId }, select: { id: true } });
  const accepted = await prisma.flightChangeAcceptance.findMany({ where: { booking: { userId } }, orderBy: { acceptedAt: "asc" } });
  const actionsOfStaff = await prisma.auditEntry.findMany({
    where: { subjectId: { in: [userId, ...theirs.map(({ id }) => id)] } },
    orderBy: { at: "asc" },
    select: { at: true, action: true, subjectId: true },
  });
  return { acceptedChanges: accepted.map((each) => ({ ...each, bookingId: BookingId.parse(each.bookingId) })), actionsOfStaff };
}
