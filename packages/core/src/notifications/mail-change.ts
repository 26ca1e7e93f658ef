import { createElement } from "react";
import type { ReactElement } from "react";

import { layoutTable, panel, paragraph, wrapLine } from "./mail-frame.ts";

/** Something that was so, and is now otherwise. */
export interface ChangedFact {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What has changed, the old struck through above the new. */
export function changeTable(facts: readonly ChangedFact[]): ReactElement {
  const rows = facts.map(({ label, before, after }) =>
    createElement(
      "tr",
      null,
      createElement(
        "td",
        { style: { padding: "7px 16px 7px 0", verticalAlign: "top", width: 90 } },
        paragraph("muted", { fontSize: 13 }, label),
      ),
      createElement(
        "td",
        { style: { padding: "7px 0", verticalAlign: "top" } },
        paragraph("muted", { fontSize: 13, lineHeight: "19px", textDecoration: "line-through" }, before),
        paragraph("ink", { fontSize: 16, fontWeight: 700 }, after),
      ),
    ),
  );
  const table = createElement("table", layoutTable, createElement("tbody", null, ...rows));
  return panel("tinted", table);
}

/** The same as plain text. */
export function changeText(facts: readonly ChangedFact[]): string {
  return facts
    .flatMap(({ label, before, after }) => [wrapLine(`${label}: ${after}`, "  ", "    "), wrapLine(`(was ${before})`, "    ")])
    .join("\n");
}
