import type { Transaction } from "@skyhold/db";

/** Everything on record about a booking. */
export type StoredHistory = NonNullable<Awaited<ReturnType<typeof readHistory>>>;

const byTime = { orderBy: { createdAt: "asc" } } as const;

/** Reads all that is on record about a booking beside the booking itself; null where there is none. */
export async function readHistory({ prisma }: Transaction, bookingId: string) {
  const stored = await prisma.booking.findUnique({
    where: { id: bookingId },
    include: {
      user: { select: { id: true, email: true, givenName: true, surname: true, kind: true } },
      payments: byTime,
      refunds: byTime,
      cancellations: { ...byTime, include: { change: true } },
      disputes: byTime,
      notifications: byTime,
      tickets: { orderBy: { number: "asc" } },
      ledger: { ...byTime, include: { entries: { orderBy: { id: "asc" } } } },
    },
  });
  if (!stored) return null;
  const { payments, refunds, cancellations, disputes, notifications, tickets, ledger, user, currency, ...booking } = stored;
  const audit = await readAudit(prisma, bookingId);
  return { booking, currency, owner: user, payments, refunds, cancellations, disputes, notifications, tickets, ledger, audit };
}

async function readAudit(prisma: Transaction["prisma"], subjectId: string) {
  const entries = await prisma.auditEntry.findMany({ where: { subjectId }, orderBy: { at: "asc" } });
  const people = await prisma.user.findMany({
    where: { id: { in: entries.map(({ actor }) => actor) } },
    select: { id: true, email: true },
  });
  const emails = new Map(people.map(({ id, email }) => [id, email]));
  return entries.map(({ id, at, action, actor, reason }) => ({ id, at, action, reason, actorEmail: emails.get(actor) ?? null }));
}
