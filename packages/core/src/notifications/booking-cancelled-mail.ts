import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { CancellationView } from "./cancellation-view.ts";
import { paragraph, renderMail, sectionHeading, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";
import { refundTable, refundText } from "./mail-refund.ts";

/** Tells what of a booking was cancelled, and of each line of its price what comes back and why. */
export async function renderBookingCancelledMail(view: CancellationView): Promise<RenderedMail> {
  const { recordLocator, whole, items } = view;
  const heading = whole ? "Your booking is cancelled" : "A part of your booking is cancelled";
  const rest = whole ? null : "Everything else of your booking stays as it is. Your e-ticket shows what is left.";
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `${whole ? "Booking cancelled" : "Booking partly cancelled"} (${recordLocator})`,
    preheader: refundSentence(view),
    heading,
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html = createElement(
    Fragment,
    null,
    ...items.map((item) => paragraph("text", { margin: "8px 0 4px" }, item)),
    rest === null ? null : paragraph("muted", { marginTop: 12 }, rest),
    sectionHeading("Refund"),
    refundTable(view),
    paragraph("text", { marginTop: 16 }, refundSentence(view)),
  );
  return renderMail(frame, {
    html,
    text: [
      items.map((item) => wrapLine(item)).join("\n"),
      ...(rest === null ? [] : [wrapLine(rest)]),
      "REFUND",
      refundText(view),
      wrapLine(refundSentence(view)),
    ],
  });
}

function refundSentence({ refund, method }: CancellationView): string {
  if (refund.amount === 0) return "Nothing of what you paid for it comes back.";
  const to = method === null ? "the way you paid" : method;
  return `We are sending ${formatMoney(refund)} back to ${to}, and tell you when it is on its way.`;
}
