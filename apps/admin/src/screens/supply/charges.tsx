import type { FareTables } from "@skyhold/sdk";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { Country } from "../../design/country.tsx";
import { ChargeDialog } from "./charge-dialog.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { daysText, FareTable, RowButtons } from "./fare-table.tsx";

type Charge = FareTables["charges"][number];

const head = ["Charge", "Departing from", "Days of departure", { end: "Domestic" }, { end: "International" }, { end: "To do" }];
const percent = (share: number | null) => (share === null ? "Exempt" : `${share} %`);

/** Taxes and fees with the days of departure on which they hold. */
export function Charges() {
  const [changed, setChanged] = useState<Charge | "new" | null>(null);
  const [ended, setEnded] = useState<Charge | null>(null);
  return (
    <>
      <FareTable
        title="Taxes and fees"
        head={head}
        note="Shares of the fare, by the local day of departure. What was offered or sold keeps its price, whatever changes here."
        add="New charge"
        onAdd={() => setChanged("new")}
        empty="Nothing is charged beside the fare."
        rows={({ charges }) =>
          charges.map((charge) => (
            <ChargeRow key={charge.id} charge={charge} onChange={() => setChanged(charge)} onEnd={() => setEnded(charge)} />
          ))
        }
      />
      {changed !== null && <ChargeDialog charge={changed === "new" ? null : changed} onClose={() => setChanged(null)} />}
      {ended && (
        <EndDialog
          name={nameOf(ended)}
          from={ended.from}
          run={(values) => skyhold.admin.fares.endCharge({ chargeId: ended.id, ...values })}
          onClose={() => setEnded(null)}
        />
      )}
    </>
  );
}

const nameOf = ({ label, code, from }: Charge) => `${label} ${code}${from < "1900" ? "" : ` since ${from}`}`;

interface ChargeRowProps {
  readonly charge: Charge;
  readonly onChange: () => void;
  readonly onEnd: () => void;
}

function ChargeRow({ charge, onChange, onEnd }: ChargeRowProps) {
  return (
    <tr>
      <td>
        {charge.label} <span className="muted small mono">{charge.code}</span> <span className="muted small">{charge.kind}</span>
      </td>
      <td>{charge.country === null ? "Everywhere else" : <Country code={charge.country} />}</td>
      <td className="num small">{daysText(charge)}</td>
      <td className="end num">{percent(charge.domestic)}</td>
      <td className="end num">{percent(charge.international)}</td>
      <td>
        <RowButtons name={nameOf(charge)} onChange={onChange} onEnd={onEnd} />
      </td>
    </tr>
  );
}
