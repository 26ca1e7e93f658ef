import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { Money } from "../money.ts";
import { formatDate, formatTime, formatZone } from "../time.ts";
import type { ZonedTime } from "../time.ts";
import { paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** One passenger's new seat on one flight. */
export interface ChangedSeat {
  readonly passenger: string;
  /** `XT 12, Paris to Lisbon` */
  readonly flight: string;
  readonly from: string;
  readonly to: string;
}

/** What the message needs: the booking, who sits elsewhere now, and until when it may be cancelled free of charge, read where the trip begins. */
export interface SeatsChangedView {
  readonly recordLocator: string;
  readonly changes: readonly ChangedSeat[];
  readonly freeCancellationUntil: ZonedTime;
}

/** Tells that a payment came after its seats had gone, which seats the party has instead, and that it may still say no. */
export async function renderSeatsChangedMail(view: SeatsChangedView): Promise<RenderedMail> {
  const { recordLocator, changes, freeCancellationUntil: until } = view;
  const why = `Your payment for booking ${recordLocator} reached us after its time to pay was over, and some of your seats had gone to other travellers. You have other seats in the same cabin, at the price that you paid.`;
  const right = `If you would rather not travel in these seats, you may cancel this booking free of charge until ${formatDate(until)}, ${formatTime(until)} (${formatZone(until)}).`;
  const preheader = "You have other seats in the same cabin, and may cancel free of charge for 24 hours.";
  const lines = changes.map(({ passenger, flight, from, to }) => `${passenger}, ${flight}: seat ${to} instead of ${from}`);
  return renderNewSeats({ recordLocator, preheader, why, lines, close: right });
}

/** Dearer seats that were paid for after the booking: for how much, and who sits where now. */
export interface SeatsPaidView {
  readonly recordLocator: string;
  readonly amount: Money;
  /** Each with its line of the price: `Seat 1A instead of 2A`. */
  readonly changes: readonly (Pick<ChangedSeat, "passenger" | "flight"> & { readonly seat: string })[];
}

/** Tells that the seats which the traveller asked and paid for are theirs. The new e-ticket comes with it. */
export async function renderSeatsPaidMail({ recordLocator, amount, changes }: SeatsPaidView): Promise<RenderedMail> {
  const why = `Thank you. We have received ${formatMoney(amount)} for other seats on booking ${recordLocator}. They are yours.`;
  const close = "Your e-ticket with the new seats is attached. Nothing else of your booking has changed.";
  const lines = changes.map(({ passenger, flight, seat }) => `${passenger}, ${flight}: ${seat}`);
  return renderNewSeats({ recordLocator, preheader: "The seats that you paid for are yours.", why, lines, close });
}

async function renderNewSeats(message: {
  readonly recordLocator: string;
  readonly preheader: string;
  readonly why: string;
  readonly lines: readonly string[];
  readonly close: string;
}): Promise<RenderedMail> {
  const { recordLocator, preheader, why, lines, close } = message;
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `Your seats have changed (${recordLocator})`,
    preheader,
    heading: "Your seats have changed",
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 12px" }, why),
    sectionHeading("Your new seats"),
    ...lines.map((line) => paragraph("ink", { margin: "0 0 8px" }, line)),
    paragraph("text", { margin: "12px 0 24px" }, close),
  );
  return renderMail(frame, { html, text: [wrapLine(why), "YOUR NEW SEATS", ...lines.map((line) => wrapLine(line)), wrapLine(close)] });
}
