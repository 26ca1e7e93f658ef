import type { Transaction } from "@skyhold/db";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import type { StaffAction } from "../audit/write-audit-entry.ts";
import type { Context, Staff, User } from "../context.ts";
import { notFound } from "../errors.ts";
import { UserId } from "../ids.ts";

/** What staff do for a traveller, as the audit log is to have it. */
export type OnBehalf = Omit<StaffAction, "actor" | "details"> & { readonly details?: StaffAction["details"] };

/**
 * A context in which a use case does for the owner of a booking what they could do themselves: with their rights, under the same locks, by
 * the same rules. Each transaction of it writes the audit entry of who really did it. NOT_FOUND without such a booking.
 */
export async function onBehalf(ctx: Context<Staff>, bookingId: string, action: OnBehalf): Promise<Context<User>> {
  return { ...audited(ctx, action), actor: await ownerOf(ctx, bookingId) };
}

/** The owner of a booking as one who calls. NOT_FOUND without such a booking. */
export async function ownerOf({ db }: Context<Staff>, bookingId: string): Promise<User> {
  const booking = await db.prisma.booking.findUnique({ where: { id: bookingId }, include: { user: true } });
  if (!booking) throw notFound("booking");
  const { id, email, kind } = booking.user;
  return { userId: UserId.parse(id), email, kind, role: "traveller", secondFactor: false, token: "" };
}

/** The same context, whose every transaction writes this entry too. */
function audited(ctx: Context<Staff>, { details = {}, ...action }: OnBehalf): Context<Staff> {
  const { db, newId, origin, actor } = ctx;
  const withEntry = async <Result>(tx: Transaction, work: (tx: Transaction) => Promise<Result>): Promise<Result> => {
    const result = await work(tx);
    await writeAuditEntry({ prisma: tx.prisma, newId, origin }, { ...action, actor, details });
    return result;
  };
  return { ...ctx, db: { ...db, transaction: (work) => db.transaction((tx) => withEntry(tx, work)) } };
}
