import type { AirlineForStaff } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { airlinesQuery } from "../../app/fare-queries.ts";
import { Country } from "../../design/country.tsx";
import type { Column } from "../../design/data-list.tsx";
import { ListCard } from "../../design/list-screen.tsx";
import { AirlineDialog } from "./airline-dialog.tsx";

type Row = AirlineForStaff & { readonly id: string };

const columnsWith = (edit: (airline: AirlineForStaff) => void): readonly Column<Row>[] => [
  { title: "Code", width: "90px", cell: ({ iata }) => <span className="mono">{iata}</span> },
  { title: "Airline", cell: ({ name }) => name },
  { title: "ICAO", width: "90px", phone: false, cell: ({ icao }) => <span className="mono">{icao}</span> },
  {
    title: "Tickets begin with",
    width: "150px",
    phone: false,
    cell: ({ accountingCode }) => <span className="num">{accountingCode}</span>,
  },
  {
    title: "Licensed in",
    width: "170px",
    phone: false,
    cell: ({ licenceCountry }) => (licenceCountry === null ? "–" : <Country code={licenceCountry} />),
  },
  {
    title: "Change",
    width: "110px",
    end: true,
    cell: (airline) => (
      <button type="button" className="button" aria-label={`Change ${airline.iata}`} onClick={() => edit(airline)}>
        Change
      </button>
    ),
  },
];

/** The airlines by code. */
export function Airlines() {
  const [open, setOpen] = useState<AirlineForStaff | "new" | null>(null);
  const query = useInfiniteQuery(airlinesQuery);
  const items = query.data?.pages.flatMap((page) => page.airlines.map((airline) => ({ ...airline, id: airline.iata }))) ?? [];
  return (
    <>
      <ListCard
        label="Airlines"
        items={items}
        columns={columnsWith(setOpen)}
        query={query}
        empty="There is no airline yet: nothing can fly without one."
        filters={
          <button type="button" className="button" data-kind="primary" onClick={() => setOpen("new")}>
            New airline
          </button>
        }
      />
      {open !== null && <AirlineDialog airline={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}
