import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { personText } from "../text.ts";

/** A booking, and what colleagues are to know of it. */
export const AddBookingNoteInput = z.strictObject({
  bookingId: BookingId,
  note: personText(1000).describe("Staff alone see it; it stays until its traveller is erased, so no more of a person than is needed"),
});
export type AddBookingNoteInput = z.infer<typeof AddBookingNoteInput>;

/** That the note is kept. */
export const AddedBookingNote = z.strictObject({ bookingId: BookingId, note: z.string() });
export type AddedBookingNote = z.infer<typeof AddedBookingNote>;

/** Keeps a note on a booking for colleagues: an entry of the audit log, which the booking's timeline shows. The traveller never sees it. */
export async function addBookingNote(ctx: Context<Staff>, { bookingId, note }: AddBookingNoteInput): Promise<AddedBookingNote> {
  return transaction(ctx, async (tx) => {
    if ((await tx.prisma.booking.count({ where: { id: bookingId } })) === 0) throw notFound("booking");
    await writeAuditEntry(tx, { actor: ctx.actor, action: "booking.note", subjectId: bookingId, reason: note, details: {} });
    return { bookingId, note };
  });
}
