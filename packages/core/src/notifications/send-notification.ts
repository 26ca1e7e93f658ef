import { findBookingRow, findRefundRow, readClock } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { cancellationOf } from "../bookings/cancel-booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import type { JobPayload } from "../jobs.ts";
import { toRefund } from "../refunds/refund.ts";
import type { Refund } from "../refunds/refund.ts";
import { buildETicket } from "../tickets/build-e-ticket.ts";
import type { ETicket } from "../tickets/e-ticket.ts";
import { eTicketFileName } from "../tickets/get-e-ticket.ts";
import { renderCalendar } from "../tickets/render-calendar.ts";
import { renderETicketPdf } from "../tickets/render-e-ticket-pdf.ts";
import { AccountMailKind, renderAccountMail } from "../users/account-mail.ts";
import { renderBookingCancelledMail } from "./booking-cancelled-mail.ts";
import { renderBookingConfirmedMail } from "./booking-confirmed-mail.ts";
import { renderBookingExpiredMail } from "./booking-expired-mail.ts";
import { viewCancellation } from "./cancellation-view.ts";
import type { Mail } from "./mailer.ts";
import { NotificationKind } from "./queue-notification.ts";
import { readFlightChange } from "./flight-changed.ts";
import { renderFlightChangedMail } from "./flight-changed-mail.ts";
import { renderRefundFailedMail } from "./refund-failed-mail.ts";
import { renderRefundSentMail } from "./refund-sent-mail.ts";
import { renderSeatsChangedMail, renderSeatsPaidMail } from "./seats-changed-mail.ts";
import { readChangedSeats } from "./seats-changed.ts";
import { readPaidSeats } from "./seats-paid.ts";

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

/** What a stored message is about. */
interface Occasion {
  readonly bookingId: string | null;
  readonly subjectId: string | null;
}

/** A message is about a booking or its money, or about an account; null for one whose subject is gone. */
async function contentOf(
  ctx: Context,
  message: Occasion & { readonly userId: string | null; readonly kind: string; readonly recipient: string },
): Promise<Content | null> {
  const kind = NotificationKind.safeParse(message.kind);
  if (kind.success) return renderers[kind.data](ctx, message);
  const { userId, recipient: email } = message;
  if (userId === null) return null;
  return { ...(await renderAccountMail(ctx, { userId, email, kind: AccountMailKind.parse(message.kind) })), attachments: [] };
}

const renderers: Readonly<Record<NotificationKind, (ctx: Context, about: Occasion) => Promise<Content>>> = {
  "booking.confirmed": async (ctx, { bookingId }) => {
    const ticket = await ticketOf(ctx, bookingId);
    const [mail, attachments] = await Promise.all([renderBookingConfirmedMail({ ticket, manageUrl: null }), ticketFiles(ticket)]);
    return { ...mail, attachments };
  },
  "booking.expired": async (ctx, about) => {
    const { recordLocator, segments } = await bookingOf(ctx, about);
    const cities = segments.map(({ flight }) => flight.destination.city);
    const routeSummary = [segments[0]?.flight.origin.city, ...cities].join(" – ");
    return { ...(await renderBookingExpiredMail({ recordLocator, routeSummary, searchUrl: null })), attachments: [] };
  },
  "booking.cancelled": async (ctx, about) => {
    const booking = await bookingOf(ctx, about);
    const view = viewCancellation(booking, cancellationOf(booking, about.subjectId ?? ""));
    return { ...(await renderBookingCancelledMail(view)), attachments: [] };
  },
  "refund.sent": async (ctx, about) => {
    const { recordLocator } = await bookingOf(ctx, about);
    const { amount, reason, state, stripeIntentId } = await refundOf(ctx, about);
    const payment = await ctx.db.prisma.payment.findUnique({ where: { stripeIntentId }, select: { methodLabel: true } });
    const method = state === "paid_outside" ? null : (payment?.methodLabel ?? null);
    return { ...(await renderRefundSentMail({ recordLocator, amount, method, reason })), attachments: [] };
  },
  "refund.failed": async (ctx, about) => ({ ...(await renderRefundFailedMail(await refundOf(ctx, about))), attachments: [] }),
  "booking.seats_changed": async (ctx, about) => ({
    ...(await renderSeatsChangedMail(await readChangedSeats(ctx, (await bookingOf(ctx, about)).id))),
    attachments: [],
  }),
  "booking.seats_paid": async (ctx, { bookingId, subjectId }) => {
    const mail = await renderSeatsPaidMail(await readPaidSeats(ctx, subjectId ?? ""));
    // Who has cancelled meanwhile has no ticket to travel with.
    const ticket = await buildETicket(ctx.db, bookingId ?? "", null);
    return { ...mail, attachments: ticket ? await ticketFiles(ticket) : [] };
  },
  "flight.delayed": flightChanged,
  "flight.gate_changed": flightChanged,
  "flight.rescheduled": flightChanged,
  "flight.cancelled": flightChanged,
};

async function flightChanged(ctx: Context, { bookingId, subjectId }: Occasion): Promise<Content> {
  return { ...(await renderFlightChangedMail(await readFlightChange(ctx, bookingId ?? "", subjectId ?? ""))), attachments: [] };
}

async function ticketOf(ctx: Context, bookingId: string | null): Promise<ETicket> {
  const ticket = await buildETicket(ctx.db, bookingId ?? "", null);
  if (!ticket) throw new Error(`Booking ${bookingId} has no ticket to send`);
  return ticket;
}

async function ticketFiles(ticket: ETicket): Promise<Content["attachments"]> {
  const { recordLocator } = ticket;
  const calendar = {
    fileName: `flights-${recordLocator}.ics`,
    contentType: "text/calendar; charset=utf-8",
    content: renderCalendar(ticket),
  };
  return [{ fileName: eTicketFileName(recordLocator), contentType: "application/pdf", content: await renderETicketPdf(ticket) }, calendar];
}

async function bookingOf(ctx: Context, { bookingId }: Occasion): Promise<Booking> {
  const row = await findBookingRow(ctx.db, bookingId ?? "", null);
  if (!row) throw new Error(`Booking ${bookingId} does not exist`);
  return toBooking(row);
}

async function refundOf(ctx: Context, { subjectId }: Occasion): Promise<Refund> {
  const row = await findRefundRow(ctx.db, subjectId ?? "");
  if (!row) throw new Error(`Refund ${subjectId} does not exist`);
  return toRefund(row);
}
