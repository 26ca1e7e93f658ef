import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { Money } from "../money.ts";
import type { ZonedTime } from "../time.ts";
import { formatMoment } from "../tickets/ticket-words.ts";
import { mailButton, paragraph, renderMail, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** What the message of a declined payment needs. */
export interface PaymentFailedView {
  readonly recordLocator: string;
  readonly purpose: "booking" | "seats" | "change";
  readonly amount: Money;
  /** Whole sentences: why, and what to do. */
  readonly why: string;
  /** Until when it can be paid, read where the trip begins. */
  readonly until: ZonedTime;
  readonly payUrl: string | null;
}

/** Tells that the bank has declined a payment, and until when it can be tried again. */
export async function renderPaymentFailedMail({
  recordLocator,
  purpose,
  amount,
  why,
  until,
  payUrl,
}: PaymentFailedView): Promise<RenderedMail> {
  const sum = formatMoney(amount);
  const what = `Your payment of ${sum} for booking ${recordLocator} did not go through, and nothing was charged. ${why}`;
  const next = {
    booking: `Your seats are kept for you until ${formatMoment(until)}. Pay by then, or they go back on sale.`,
    seats: `You can pay for the new seats until ${formatMoment(until)}. Your booking and the seats that you have stay as they are.`,
    change: `You can pay for the change of your flights until ${formatMoment(until)}. Your booking stays as it is until then.`,
  }[purpose];
  return renderNotice({
    recordLocator,
    subject: `Payment failed: ${sum} (${recordLocator})`,
    heading: "Your payment did not go through",
    lines: [what, next],
    button: payUrl === null ? null : { label: "Try again", url: payUrl },
  });
}

const reasons = {
  seats_gone: "It came when its time was over, and your seats could not be given to you any more.",
  booking_over: "The booking was over before it came.",
  price_changed: "The price of the booking had changed since it was begun.",
  paid_before: "The booking had been paid already, and your ticket stays valid.",
  seats_not_kept:
    "It was for other seats, which could not be kept for you any more: they had gone, cost something else by then, or its time was over. You keep the seats that you have.",
  seats_chosen_anew: "It was for seats that you had since exchanged for another choice. You keep the seats that you have.",
  flights_not_kept:
    "It was for other flights, which could not be kept for you any more: their seats had gone, their times or your booking had changed, or its time was over. You keep the flights that you have.",
} as const;

/** What the message of a payment that was not taken needs. */
export interface PaymentWithdrawnView {
  readonly recordLocator: string;
  readonly amount: Money;
  readonly why: keyof typeof reasons;
  readonly searchUrl: string | null;
}

/** Tells that a payment which the bank allowed was not taken, and that nothing is owed. */
export async function renderPaymentWithdrawnMail({ recordLocator, amount, why, searchUrl }: PaymentWithdrawnView): Promise<RenderedMail> {
  const sum = formatMoney(amount);
  const what = `We have not taken your payment of ${sum} for booking ${recordLocator}. ${reasons[why]}`;
  const next = "Nothing is charged. Where your bank shows a reserved amount, it disappears by itself within a few days.";
  return renderNotice({
    recordLocator,
    subject: `Payment not taken: ${sum} (${recordLocator})`,
    heading: "Your payment was not taken",
    lines: [what, next],
    button: searchUrl === null || why !== "seats_gone" ? null : { label: "Search flights", url: searchUrl },
  });
}

async function renderNotice(notice: {
  readonly recordLocator: string;
  readonly subject: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly button: { readonly label: string; readonly url: string } | null;
}): Promise<RenderedMail> {
  const { recordLocator, subject, heading, lines, button } = notice;
  const [preheader = ""] = lines;
  const footer = `You get this message because you are the contact of booking ${recordLocator}.`;
  const html = createElement(
    Fragment,
    null,
    ...lines.map((line) => paragraph("text", { margin: "8px 0 12px" }, line)),
    button === null ? null : createElement("div", { style: { marginTop: 18 } }, mailButton(button.label, button.url)),
  );
  const text = [...lines.map((line) => wrapLine(line)), ...(button === null ? [] : [`${button.label}: ${button.url}`])];
  return renderMail({ header: `Booking ${recordLocator}`, subject, preheader, heading, footer }, { html, text });
}
