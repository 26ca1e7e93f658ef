import type { FareTables } from "@skyhold/sdk";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import { StateBadge } from "../../design/badge.tsx";
import { BrandPriceDialog, NewBrandDialog } from "./brand-dialogs.tsx";
import { FareTable } from "./fare-table.tsx";

type Brand = FareTables["brands"][number];

const head = [
  "Brand",
  { end: "Of the base fare" },
  { end: "Bags" },
  "Choice of seats",
  { end: "Refund" },
  { end: "Change" },
  "Sold",
  { end: "To do" },
];

/** Fare brands with what they cost and allow. */
export function Brands() {
  const [open, setOpen] = useState<{ readonly brand: Brand; readonly ask: "price" | "sale" } | "new" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <FareTable
        title="Fare brands"
        head={head}
        note="Every flight is sold in each of them. Their terms never change, for the sake of those who bought them: for other terms put another brand on sale."
        add="New brand"
        onAdd={() => setOpen("new")}
        empty="Nothing can be sold without a brand."
        rows={({ brands }) =>
          brands.map((brand) => (
            <BrandRow
              key={brand.code}
              brand={brand}
              onPrice={() => setOpen({ brand, ask: "price" })}
              onSale={() => setOpen({ brand, ask: "sale" })}
            />
          ))
        }
      />
      {open === "new" && <NewBrandDialog onClose={close} />}
      {open !== null && open !== "new" && open.ask === "price" && <BrandPriceDialog brand={open.brand} onClose={close} />}
      {open !== null && open !== "new" && open.ask === "sale" && <AskDialog question={saleQuestion(open.brand)} onClose={close} />}
    </>
  );
}

interface BrandRowProps {
  readonly brand: Brand;
  readonly onPrice: () => void;
  readonly onSale: () => void;
}

function BrandRow({ brand, onPrice, onSale }: BrandRowProps) {
  return (
    <tr>
      <td>
        {brand.name} <span className="muted small mono">{brand.code}</span>
      </td>
      <td className="end num">{brand.farePercent} %</td>
      <td className="end num">{brand.checkedBags}</td>
      <td>{brand.freeSeatSelection ? "Included" : "At a price"}</td>
      <td className="end num">{brand.refundPercent} %</td>
      <td className="end num">{brand.changeFeePercent === null ? "Not possible" : `${brand.changeFeePercent} %`}</td>
      <td>
        <StateBadge state={brand.onSale ? "on_sale" : "withdrawn"} />
      </td>
      <td>
        <span className="row row-end">
          <button type="button" className="button" aria-label={`Price of ${brand.code}`} onClick={onPrice}>
            Price
          </button>
          <button type="button" className="button" aria-label={`${brand.onSale ? "Withdraw" : "Sell"} ${brand.code}`} onClick={onSale}>
            {brand.onSale ? "Withdraw" : "Sell again"}
          </button>
        </span>
      </td>
    </tr>
  );
}

function saleQuestion({ code, name, onSale }: Brand) {
  return {
    title: onSale ? `Withdraw ${name} ${code}` : `Sell ${name} ${code} again`,
    consequence: onSale
      ? "No search offers it any more. Offers that are out are good until their time; who bought it keeps its terms."
      : "Searches offer it again, on every flight.",
    label: "Reason, for the audit log",
    field: "reason",
    confirm: onSale ? "Withdraw it" : "Sell it again",
    run: (reason: string) => skyhold.admin.fares.updateBrand({ code, onSale: !onSale, reason }),
  };
}
