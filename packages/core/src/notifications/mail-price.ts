import { createElement } from "react";
import type { ReactElement } from "react";
import { formatMoney } from "../money.ts";
import type { ETicket, ETicketPayment } from "../tickets/e-ticket.ts";
import { formatMoment } from "../tickets/ticket-words.ts";
import { layoutTable, mailColours, mailTextWidth, paragraph, wrapLine } from "./mail-frame.ts";

/** The price lines with their total, amounts right-aligned, then how it was paid. */
export function priceTable(ticket: ETicket): ReactElement {
  return createElement(
    "div",
    null,
    createElement(
      "table",
      layoutTable,
      createElement(
        "tbody",
        null,
        ...ticket.priceLines.map(({ label, amount }) => row([label, formatMoney(amount)], false)),
        row(["Total", formatMoney(ticket.total)], true),
        ...cancelledRows(ticket).map((cells) => row(cells, false)),
      ),
    ),
    ticket.payment === null ? null : paragraph("muted", { fontSize: 13, marginTop: 8 }, paidWith(ticket.payment)),
  );
}

/** The same price as plain text. */
export function priceText(ticket: ETicket): string {
  return [
    ...ticket.priceLines.map(({ label, amount }) => textRow(label, formatMoney(amount))),
    textRow("Total", formatMoney(ticket.total)),
    ...cancelledRows(ticket).map(([label, amount]) => textRow(label, amount)),
    ...(ticket.payment === null ? [] : ["", wrapLine(paidWith(ticket.payment), "  ")]),
  ].join("\n");
}

function cancelledRows({ cancelled }: ETicket): [label: string, amount: string][] {
  if (cancelled === null) return [];
  return [
    ["Cancelled and refunded", formatMoney(cancelled.refunded)],
    ["Cancelled and not refundable", formatMoney(cancelled.kept)],
  ];
}

function paidWith({ method, paidAt }: ETicketPayment): string {
  return `Paid with ${method} on ${formatMoment(paidAt)}`;
}

function row([label, amount]: readonly [string, string], total: boolean): ReactElement {
  const border = total ? { borderTop: `1px solid ${mailColours.line}` } : {};
  const cell = { ...border, padding: total ? "10px 0 0" : "5px 0", verticalAlign: "top" } as const;
  const style = total ? { fontSize: 18, fontWeight: 700 } : {};
  const tone = total ? "ink" : "text";
  return createElement(
    "tr",
    null,
    createElement("td", { className: "sky-line", style: cell }, paragraph(tone, style, label)),
    createElement(
      "td",
      { className: "sky-line", style: { ...cell, paddingLeft: 16, textAlign: "right", whiteSpace: "nowrap" } },
      paragraph(tone, { ...style, textAlign: "right" }, amount),
    ),
  );
}

function textRow(label: string, amount: string): string {
  const lines = wrapLine(label, "  ").split("\n");
  const last = lines.at(-1) ?? "";
  const room = last.length + 2 + amount.length <= mailTextWidth;
  const line = room ? last : "";
  return [...(room ? lines.slice(0, -1) : lines), `${line}${amount.padStart(mailTextWidth - line.length)}`].join("\n");
}
