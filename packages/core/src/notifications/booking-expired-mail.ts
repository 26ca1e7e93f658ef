import { createElement, Fragment } from "react";
import { mailButton, paragraph, renderMail, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** What the message needs: the booking, its trip in words (`Oslo to Paris`), and where one can search again, if there is such a place. */
export interface BookingExpiredView {
  readonly recordLocator: string;
  readonly routeSummary: string;
  readonly searchUrl: string | null;
}

/** Tells that a booking was not paid in time, that its seats are free again and that nothing is owed. */
export async function renderBookingExpiredMail({ recordLocator, routeSummary, searchUrl }: BookingExpiredView): Promise<RenderedMail> {
  const what = `We held seats for ${routeSummary} under booking reference ${recordLocator}. The booking was not paid in time, so the seats have been released.`;
  const next = "You owe nothing. To travel, search again: seats and prices may have changed.";
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `Booking expired: ${routeSummary} (${recordLocator})`,
    preheader: "The booking was not paid in time. The seats have been released and you owe nothing.",
    heading: "Your booking has expired",
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 12px" }, what),
    paragraph("text", { margin: "0 0 24px" }, next),
    searchUrl === null ? null : mailButton("Search flights", searchUrl),
  );
  return renderMail(frame, {
    html,
    text: [wrapLine(what), wrapLine(next), ...(searchUrl === null ? [] : [`Search flights: ${searchUrl}`])],
  });
}
