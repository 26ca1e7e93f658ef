import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { Money } from "../money.ts";
import { mailButton, paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** What the message needs: the flights that the traveller has now and had before, and what became of the money. */
export interface BookingChangedView {
  readonly recordLocator: string;
  /** `XT 12 Paris – Lisbon, Tue 1 Dec 2026, 09:30: Ana Novák 12A` */
  readonly flights: readonly string[];
  readonly replaced: readonly string[];
  readonly price: Money;
  /** What of the price the replaced flights paid for, what was paid, what comes back, and what was kept. */
  readonly credit: Money;
  readonly paid: Money;
  readonly refund: Money;
  readonly kept: Money;
  readonly manageUrl: string | null;
}

/** Tells which flights the traveller has changed to, and what became of each part of the money. The new e-ticket comes with it. */
export async function renderBookingChangedMail(view: BookingChangedView): Promise<RenderedMail> {
  const { recordLocator, flights, replaced, manageUrl } = view;
  const heading = "Your flights have changed";
  const why = `You have changed the flights of booking ${recordLocator}. The new ones are yours, and your new e-ticket is attached; boarding passes and tickets of the old ones are no longer good.`;
  const rows = moneyRows(view);
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `${heading} (${recordLocator})`,
    preheader: flights[0] ?? "",
    heading,
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const lines = (texts: readonly string[]) => texts.map((text) => paragraph("ink", { margin: "0 0 8px" }, text));
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 12px" }, why),
    manageUrl === null ? null : mailButton("Manage booking", manageUrl),
    sectionHeading(flights.length === 1 ? "Your new flight" : "Your new flights"),
    ...lines(flights),
    sectionHeading("Instead of"),
    ...lines(replaced),
    sectionHeading("Price"),
    ...lines(rows),
  );
  const text = (texts: readonly string[]) => texts.map((line) => wrapLine(line)).join("\n");
  const link = manageUrl === null ? [] : [`Manage booking: ${manageUrl}`];
  return renderMail(frame, {
    html,
    text: [wrapLine(why), ...link, "NEW FLIGHTS", text(flights), "INSTEAD OF", text(replaced), "PRICE", text(rows)],
  });
}

function moneyRows({ price, credit, paid, refund, kept }: BookingChangedView): string[] {
  return [
    `Price of the new flights: ${formatMoney(price)}`,
    `Paid with what the old ones are worth: ${formatMoney(credit)}`,
    ...(paid.amount > 0 ? [`Paid by you for the change: ${formatMoney(paid)}`] : []),
    ...(refund.amount > 0 ? [`Comes back to you: ${formatMoney(refund)}. We tell you when it is on its way.`] : []),
    ...(kept.amount > 0 ? [`Kept for the change by the conditions of the fare: ${formatMoney(kept)}`] : []),
  ];
}
