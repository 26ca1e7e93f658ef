import type { FareTables } from "@skyhold/sdk";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { money, word } from "../../design/format.ts";
import { EndDialog } from "./end-dialog.tsx";
import { ExtraDialog } from "./extra-dialog.tsx";
import { daysText, FareTable, RowButtons } from "./fare-table.tsx";

type Extra = FareTables["ancillaries"][number];

const head = ["Extra", "Days of departure", { end: "At most" }, "Included in", "Prices", { end: "To do" }];

/** What may be bought beside a seat, with the days of departure on which it is sold. */
export function Extras() {
  const [changed, setChanged] = useState<Extra | "new" | null>(null);
  const [ended, setEnded] = useState<Extra | null>(null);
  return (
    <>
      <FareTable
        title="Extras"
        head={head}
        note="By the local day of departure. What was chosen keeps its price, whatever changes here."
        add="New extra"
        onAdd={() => setChanged("new")}
        empty="Nothing is sold beside seats."
        rows={({ ancillaries }) =>
          ancillaries.map((extra) => (
            <ExtraRow key={extra.id} extra={extra} onChange={() => setChanged(extra)} onEnd={() => setEnded(extra)} />
          ))
        }
      />
      {changed !== null && <ExtraDialog extra={changed === "new" ? null : changed} onClose={() => setChanged(null)} />}
      {ended && (
        <EndDialog
          name={nameOf(ended)}
          from={ended.from}
          run={(values) => skyhold.admin.fares.endAncillary({ ancillaryId: ended.id, ...values })}
          onClose={() => setEnded(null)}
        />
      )}
    </>
  );
}

const nameOf = ({ label, from }: Extra) => `${label} since ${from}`;

function pricesText({ prices }: Extra): string {
  return Object.entries(prices)
    .map(([currency, amount]) => money({ amount, currency }))
    .join(" · ");
}

interface ExtraRowProps {
  readonly extra: Extra;
  readonly onChange: () => void;
  readonly onEnd: () => void;
}

function ExtraRow({ extra, onChange, onEnd }: ExtraRowProps) {
  return (
    <tr>
      <td>
        {extra.label} <span className="muted small mono">{extra.code}</span>
      </td>
      <td className="num small">{daysText(extra)}</td>
      <td className="end num">{extra.most}</td>
      <td className="small">{extra.includedIn.map(word).join(", ") || "No cabin"}</td>
      <td className="small muted wrap">{pricesText(extra)}</td>
      <td>
        <RowButtons name={nameOf(extra)} onChange={onChange} onEnd={onEnd} />
      </td>
    </tr>
  );
}
