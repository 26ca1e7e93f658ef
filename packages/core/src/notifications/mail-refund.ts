import { createElement } from "react";
import type { ReactElement } from "react";

import { formatMoney } from "../money.ts";
import type { CancellationView } from "./cancellation-view.ts";
import { layoutTable, mailColours, mailTextWidth, paragraph, wrapLine } from "./mail-frame.ts";

/** What became of each line of the price, with its reason below, then what comes back in all. */
export function refundTable({ lines, refund }: CancellationView): ReactElement {
  return createElement(
    "table",
    layoutTable,
    createElement(
      "tbody",
      null,
      ...lines.map((line) =>
        row({ label: line.label, detail: `Paid ${formatMoney(line.paid)}. ${line.why}.`, amount: formatMoney(line.refunded) }),
      ),
      row({ label: "Refund", detail: null, amount: formatMoney(refund) }),
    ),
  );
}

/** The same as plain text. */
export function refundText({ lines, refund }: CancellationView): string {
  return [
    ...lines.flatMap((line) => [
      textRow(line.label, formatMoney(line.refunded)),
      wrapLine(`Paid ${formatMoney(line.paid)}. ${line.why}.`, "    "),
    ]),
    textRow("Refund", formatMoney(refund)),
  ].join("\n");
}

function row({ label, detail, amount }: { readonly label: string; readonly detail: string | null; readonly amount: string }): ReactElement {
  const cell = { padding: "9px 0", borderTop: `1px solid ${mailColours.line}`, verticalAlign: "top" } as const;
  const total = detail === null;
  const style = total ? { fontSize: 17, fontWeight: 700 } : {};
  const tone = total ? "ink" : "text";
  return createElement(
    "tr",
    null,
    createElement(
      "td",
      { className: "sky-line", style: cell },
      paragraph(tone, style, label),
      detail === null ? null : paragraph("muted", { fontSize: 13, lineHeight: "19px" }, detail),
    ),
    createElement(
      "td",
      { className: "sky-line", style: { ...cell, paddingLeft: 16, textAlign: "right", whiteSpace: "nowrap" } },
      paragraph(tone, { ...style, textAlign: "right" }, amount),
    ),
  );
}

function textRow(label: string, amount: string): string {
  const line = wrapLine(label, "  ");
  return line.length + 2 + amount.length <= mailTextWidth
    ? `${line}${amount.padStart(mailTextWidth - line.length)}`
    : `${line}\n${amount.padStart(mailTextWidth)}`;
}
