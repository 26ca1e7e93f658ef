import { findBookingRow, readClock } from "@skyhold/db";

import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { buildETicket } from "../tickets/build-e-ticket.ts";
import { eTicketFileName } from "../tickets/get-e-ticket.ts";
import { renderCalendar } from "../tickets/render-calendar.ts";
import { renderETicketPdf } from "../tickets/render-e-ticket-pdf.ts";
import { AccountMailKind, renderAccountMail } from "../users/account-mail.ts";
import { renderBookingConfirmedMail } from "./booking-confirmed-mail.ts";
import { renderBookingExpiredMail } from "./booking-expired-mail.ts";
import type { Mail } from "./mailer.ts";
import { NotificationKind } from "./queue-notification.ts";

/**
 * Job: renders a stored message and hands it to the mail server. Run again after a crash, it sends the same Message-ID
 * once more at worst; a message that is on record as sent is never sent again.
 */
export async function sendNotification(ctx: Context, { notificationId }: JobPayload<"notification.send">): Promise<void> {
  const notification = await ctx.db.prisma.notification.findUnique({ where: { id: notificationId } });
  if (!notification || notification.state === "sent") return;
  await ctx.db.prisma.notification.update({ where: { id: notificationId }, data: { attempts: { increment: 1 } } });
  const content = await contentOf(ctx, notification);
  if (!content) return;
  await ctx.mailer.send({ ...content, messageId: `<${notificationId}@skyhold>`, to: notification.recipient });
  await ctx.db.prisma.notification.update({ where: { id: notificationId }, data: { state: "sent", sentAt: await readClock(ctx.db) } });
}

type Content = Omit<Mail, "messageId" | "to">;

/** A message is about a booking or about an account; null for one whose subject is gone. */
async function contentOf(
  ctx: Context,
  { bookingId, userId, kind, recipient }: { bookingId: string | null; userId: string | null; kind: string; recipient: string },
): Promise<Content | null> {
  if (bookingId !== null) return renderers[NotificationKind.parse(kind)](ctx, bookingId);
  if (userId === null) return null;
  return { ...(await renderAccountMail(ctx, { userId, email: recipient, kind: AccountMailKind.parse(kind) })), attachments: [] };
}

const renderers: Readonly<Record<NotificationKind, (ctx: Context, bookingId: string) => Promise<Content>>> = {
  "booking.confirmed": async (ctx, bookingId) => {
    const ticket = await buildETicket(ctx.db, bookingId, null);
    if (!ticket) throw new Error(`Booking ${bookingId} has no ticket to send`);
    const [mail, pdf] = await Promise.all([renderBookingConfirmedMail({ ticket, manageUrl: null }), renderETicketPdf(ticket)]);
    const calendar = {
      fileName: `flights-${ticket.recordLocator}.ics`,
      contentType: "text/calendar; charset=utf-8",
      content: renderCalendar(ticket),
    };
    return {
      ...mail,
      attachments: [{ fileName: eTicketFileName(ticket.recordLocator), contentType: "application/pdf", content: pdf }, calendar],
    };
  },
  "booking.expired": async (ctx, bookingId) => {
    const row = await findBookingRow(ctx.db, bookingId, null);
    if (!row) throw new Error(`Booking ${bookingId} does not exist`);
    const booking = toBooking(row);
    const cities = booking.segments.map(({ flight }) => flight.destination.city);
    const routeSummary = [booking.segments[0]?.flight.origin.city, ...cities].join(" – ");
    return {
      ...(await renderBookingExpiredMail({ recordLocator: booking.recordLocator, routeSummary, searchUrl: null })),
      attachments: [],
    };
  },
};
