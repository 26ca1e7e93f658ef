import { findBookingRow, findRefundRow } from "@skyhold/db";
import type { NotificationRow } from "@skyhold/db";

import type { Booking } from "../bookings/booking.ts";
import { cancellationOf } from "../bookings/cancel-booking.ts";
import { toBooking } from "../bookings/read-booking.ts";
import type { Context } from "../context.ts";
import { toRefund } from "../refunds/refund.ts";
import type { Refund } from "../refunds/refund.ts";
import { buildETicket } from "../tickets/build-e-ticket.ts";
import { AccountMailKind, previewAccountMail, renderAccountMail } from "../users/account-mail.ts";
import { renderBookingCancelledMail } from "./booking-cancelled-mail.ts";
import { readBookingChange } from "./booking-changed.ts";
import { renderBookingChangedMail } from "./booking-changed-mail.ts";
import { renderBookingConfirmedMail } from "./booking-confirmed-mail.ts";
import { renderBookingExpiredMail } from "./booking-expired-mail.ts";
import { viewCancellation } from "./cancellation-view.ts";
import { readFlightChange } from "./flight-changed.ts";
import { renderFlightChangedMail } from "./flight-changed-mail.ts";
import { calendarFiles, ticketFiles } from "./mail-attachments.ts";
import type { RenderedMail } from "./mail-frame.ts";
import type { Mail } from "./mailer.ts";
import { bookingLink } from "./notification.ts";
import { readFailedPayment, readWithdrawnPayment } from "./payment-failed.ts";
import { renderPaymentFailedMail, renderPaymentWithdrawnMail } from "./payment-failed-mail.ts";
import { NotificationKind } from "./queue-notification.ts";
import { renderRefundFailedMail } from "./refund-failed-mail.ts";
import { readRefundOccasion } from "./refund-occasion.ts";
import { renderRefundSentMail } from "./refund-sent-mail.ts";
import { readReminder } from "./reminder.ts";
import { renderReminderMail } from "./reminder-mail.ts";
import { renderSeatsChangedMail, renderSeatsPaidMail } from "./seats-changed-mail.ts";
import { readChangedSeats } from "./seats-changed.ts";
import { readPaidSeats } from "./seats-paid.ts";

/** A message with all that belongs to its mail. */
export interface Content extends RenderedMail {
  readonly attachments: Mail["attachments"];
}

/** For a mail, or to show to someone else than its reader: then it holds no secret. */
export type Purpose = "mail" | "preview";

/** What a stored message is about. */
type Occasion = Pick<NotificationRow, "bookingId" | "subjectId">;

/** Renders a stored message by what is true now. Null for one that has nothing to say any more, as of a payment that has since gone well. */
export async function contentOf(ctx: Context, message: NotificationRow, purpose: Purpose): Promise<Content | null> {
  const kind = NotificationKind.safeParse(message.kind);
  if (kind.success) return renderers[kind.data](ctx, message);
  const accountKind = AccountMailKind.parse(message.kind);
  const mail = await (purpose === "mail" ? renderAccountMail(ctx, accountKind, message) : previewAccountMail(ctx, accountKind));
  return mail && alone(mail);
}

const alone = (mail: RenderedMail): Content => ({ ...mail, attachments: [] });

const renderers: Readonly<Record<NotificationKind, (ctx: Context, about: Occasion) => Promise<Content | null>>> = {
  "booking.confirmed": async (ctx, about) => {
    const ticket = await buildETicket(ctx.db, about.bookingId ?? "", null);
    if (!ticket) throw new Error(`Booking ${about.bookingId} has no ticket to send`);
    const mail = await renderBookingConfirmedMail({ ticket, manageUrl: linkOf(ctx, about) });
    return { ...mail, attachments: await ticketFiles(ticket) };
  },
  "booking.expired": async (ctx, about) => {
    const { recordLocator, segments } = await bookingOf(ctx, about);
    const cities = segments.map(({ flight }) => flight.destination.city);
    const routeSummary = [segments[0]?.flight.origin.city, ...cities].join(" – ");
    return alone(await renderBookingExpiredMail({ recordLocator, routeSummary, searchUrl: ctx.webUrl }));
  },
  "booking.cancelled": async (ctx, about) => {
    const booking = await bookingOf(ctx, about);
    const mail = await renderBookingCancelledMail(viewCancellation(booking, cancellationOf(booking, about.subjectId ?? "")));
    const ticket = await buildETicket(ctx.db, booking.id, null);
    // Who still travels needs the ticket as it is now; who does not, only to have the flights taken out of the calendar.
    const files = ticket === null ? [] : booking.state === "cancelled" ? calendarFiles(ticket) : await ticketFiles(ticket);
    return { ...mail, attachments: files };
  },
  "booking.changed": async (ctx, about) => {
    const view = await readBookingChange(ctx, about.subjectId ?? "");
    const mail = await renderBookingChangedMail({ ...view, manageUrl: linkOf(ctx, about) });
    return { ...mail, attachments: await currentTicket(ctx, about) };
  },
  "refund.sent": async (ctx, about) => {
    const { recordLocator } = await bookingOf(ctx, about);
    const refund = await refundOf(ctx, about);
    const { amount, state, stripeIntentId } = refund;
    const payment = await ctx.db.prisma.payment.findUnique({ where: { stripeIntentId }, select: { methodLabel: true } });
    const method = state === "paid_outside" ? null : (payment?.methodLabel ?? null);
    return alone(await renderRefundSentMail({ recordLocator, amount, method, why: await readRefundOccasion(ctx, refund) }));
  },
  "refund.failed": async (ctx, about) => alone(await renderRefundFailedMail(await refundOf(ctx, about))),
  "booking.seats_changed": async (ctx, about) => alone(await renderSeatsChangedMail(await readChangedSeats(ctx, about.bookingId ?? ""))),
  "booking.seats_paid": async (ctx, { bookingId, subjectId }) => {
    const mail = await renderSeatsPaidMail(await readPaidSeats(ctx, subjectId ?? ""));
    return { ...mail, attachments: await currentTicket(ctx, { bookingId }) };
  },
  "payment.failed": async (ctx, about) => {
    const view = await readFailedPayment(ctx, about.subjectId ?? "");
    return view && alone(await renderPaymentFailedMail({ ...view, payUrl: linkOf(ctx, about) }));
  },
  "payment.withdrawn": async (ctx, about) => {
    const view = await readWithdrawnPayment(ctx, about.subjectId ?? "");
    return alone(await renderPaymentWithdrawnMail({ ...view, searchUrl: ctx.webUrl }));
  },
  "flight.delayed": flightChanged,
  "flight.gate_changed": flightChanged,
  "flight.rescheduled": flightChanged,
  "flight.cancelled": flightChanged,
  "flight.check_in_open": (ctx, about) => reminder(ctx, about, "check_in_open"),
  "flight.reminder": (ctx, about) => reminder(ctx, about, "reminder"),
};

/** Who has cancelled meanwhile has no ticket to travel with. */
async function currentTicket(ctx: Context, { bookingId }: Pick<Occasion, "bookingId">): Promise<Content["attachments"]> {
  const ticket = await buildETicket(ctx.db, bookingId ?? "", null);
  return ticket ? ticketFiles(ticket) : [];
}

async function flightChanged(ctx: Context, about: Occasion): Promise<Content | null> {
  const view = await readFlightChange(ctx, about.bookingId ?? "", about.subjectId ?? "");
  if (!view) return null;
  const mail = await renderFlightChangedMail({ ...view, manageUrl: linkOf(ctx, about) });
  // A gate is no matter of the calendar.
  const ticket = view.kind === "gate_changed" ? null : await buildETicket(ctx.db, about.bookingId ?? "", null);
  return { ...mail, attachments: ticket ? calendarFiles(ticket) : [] };
}

async function reminder(ctx: Context, about: Occasion, kind: "check_in_open" | "reminder"): Promise<Content | null> {
  const view = await readReminder(ctx, about.bookingId ?? "", about.subjectId ?? "");
  return view && alone(await renderReminderMail({ ...view, kind, manageUrl: linkOf(ctx, about) }));
}

function linkOf({ webUrl }: Context, { bookingId }: Occasion): string | null {
  return bookingLink(webUrl, bookingId);
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
