import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { Money } from "../money.ts";
import { paragraph, renderMail, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";
import { refundedBecause } from "./refund-occasion.ts";
import type { WhyRefunded } from "./refund-occasion.ts";

/** What the message needs. */
export interface RefundSentView {
  readonly recordLocator: string;
  readonly amount: Money;
  /** `Visa •••• 4242`; null where it is not known, or the money went another way. */
  readonly method: string | null;
  readonly why: WhyRefunded;
}

/** Tells that money has been sent back, how much and why. */
export async function renderRefundSentMail({ recordLocator, amount, method, why }: RefundSentView): Promise<RenderedMail> {
  const sum = formatMoney(amount);
  const what = `We have sent you ${sum} back${method === null ? "" : ` to ${method}`}. ${refundedBecause(why)}`.trim();
  const when = method === null ? "The money is on its way to your account." : "Your bank usually shows it within 5 to 10 business days.";
  const frame = {
    header: `Booking ${recordLocator}`,
    subject: `Refund sent: ${sum} (${recordLocator})`,
    preheader: what,
    heading: "Your refund is on its way",
    footer: `You get this message because you are the contact of booking ${recordLocator}.`,
  };
  const html = createElement(Fragment, null, paragraph("text", { margin: "8px 0 12px" }, what), paragraph("muted", {}, when));
  return renderMail(frame, { html, text: [wrapLine(what), wrapLine(when)] });
}
