import type { FareTables } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { faresQuery } from "../../app/queries.ts";
import { Card } from "../../design/card.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";

/** Brands with what they cost and allow, and taxes and fees with their days, to read. */
export function Fares() {
  const fares = useQuery(faresQuery);
  if (fares.error) return <ErrorNotice error={fares.error} onRetry={() => void fares.refetch()} />;
  if (!fares.data)
    return (
      <div className="card">
        <Loading lines={8} />
      </div>
    );
  return (
    <div className="stack">
      <p className="muted">None of this is changed here: taxes and fees come with a release, brands with the reference data.</p>
      <Brands brands={fares.data.brands} />
      <Charges charges={fares.data.charges} />
    </div>
  );
}

function Table({ label, heads, children }: { readonly label: string; readonly heads: readonly string[]; readonly children: ReactNode }) {
  return (
    <Card title={label}>
      <div className="table-box" role="group" aria-label={label} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Card>
  );
}

function Brands({ brands }: Pick<FareTables, "brands">) {
  return (
    <Table label="Fare brands" heads={["Brand", "Of the base fare", "Bags", "Choice of seats", "Refund", "Change"]}>
      {brands.map((brand) => (
        <tr key={brand.code}>
          <td>{brand.name}</td>
          <td className="num">{brand.farePercent} %</td>
          <td className="num">{brand.checkedBags}</td>
          <td>{brand.freeSeatSelection ? "Included" : "At a price"}</td>
          <td className="num">{brand.refundPercent} %</td>
          <td className="num">{brand.changeFeePercent === null ? "Not possible" : `${brand.changeFeePercent} %`}</td>
        </tr>
      ))}
    </Table>
  );
}

const percent = (share: number | null) => (share === null ? "Exempt" : `${share} %`);

function Charges({ charges }: Pick<FareTables, "charges">) {
  return (
    <Table label="Taxes and fees" heads={["Charge", "Departing from", "Days", "Domestic", "International"]}>
      {charges.map(({ from, until, country, kind, code, label, domestic, international }) => (
        <tr key={`${code} ${country} ${from}`}>
          <td>
            {label} <span className="muted small mono">{code}</span> <span className="muted small">{kind}</span>
          </td>
          <td>{country ?? "Everywhere else"}</td>
          <td className="num small">{until === null ? `Since ${from}` : `${from} to ${until}`}</td>
          <td className="num">{percent(domestic)}</td>
          <td className="num">{percent(international)}</td>
        </tr>
      ))}
    </Table>
  );
}
