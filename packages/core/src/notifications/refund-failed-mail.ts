import { createElement, Fragment } from "react";

import { formatMoney } from "../money.ts";
import type { Refund } from "../refunds/refund.ts";
import { inWords } from "../text.ts";
import { paragraph, renderMail, wrapLine } from "./mail-frame.ts";
import type { RenderedMail } from "./mail-frame.ts";

/** Tells staff of a refund whose every attempt has failed, with what they need to see to it. */
export async function renderRefundFailedMail(refund: Refund): Promise<RenderedMail> {
  const booking = refund.recordLocator ?? "no booking";
  const sum = formatMoney(refund.amount);
  const what = `A refund of ${sum} has failed as often as it is tried by itself. The money is still owed to the traveller.`;
  const facts = [
    ["Booking", booking],
    ["Why it is owed", inWords(refund.reason)],
    ["Why it failed", inWords(refund.failureReason ?? "not told")],
    ["Refund", refund.id],
    ["Payment at Stripe", refund.stripeIntentId],
  ] as const;
  const next =
    "Try it again under Money in the back office, or pay it in another way and put that on record there. The calls are admin.refunds.retry and admin.refunds.markPaidOutside.";
  const frame = {
    header: "Skyhold staff",
    subject: `Refund failed: ${sum} (${booking})`,
    preheader: what,
    heading: "A refund needs you",
    footer: "You get this message because this address is told of what needs staff (STAFF_EMAIL).",
  };
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 16px" }, what),
    ...facts.map(([label, value]) => paragraph("text", { fontSize: 14, marginTop: 4 }, `${label}: ${value}`)),
    paragraph("text", { marginTop: 16 }, next),
  );
  return renderMail(frame, {
    html,
    text: [wrapLine(what), facts.map(([label, value]) => wrapLine(`${label}: ${value}`, "  ")).join("\n"), wrapLine(next)],
  });
}
