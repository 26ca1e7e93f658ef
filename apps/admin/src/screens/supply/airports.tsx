import type { AirportForStaff } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { airportsQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { Country } from "../../design/country.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter } from "../../design/filters.tsx";
import { ListCard } from "../../design/list-screen.tsx";
import { AirportDialog } from "./airport-dialog.tsx";

const route = getRouteApi("/app/supply");
type Row = AirportForStaff & { readonly id: string };

const columnsWith = (edit: (airport: AirportForStaff) => void): readonly Column<Row>[] => [
  { title: "Code", width: "90px", cell: ({ iata }) => <span className="mono">{iata}</span> },
  {
    title: "Airport",
    cell: ({ name, city }) => (
      <>
        <div>{name}</div>
        <div className="muted small">{city}</div>
      </>
    ),
  },
  { title: "Country", width: "170px", phone: false, cell: ({ country }) => <Country code={country} /> },
  { title: "Area", width: "90px", phone: false, cell: ({ metroCode }) => <span className="mono">{metroCode ?? "–"}</span> },
  { title: "Time zone", width: "200px", phone: false, cell: ({ timeZone }) => <span className="small muted">{timeZone}</span> },
  {
    title: "Change",
    width: "110px",
    end: true,
    cell: (airport) => (
      <button type="button" className="button" aria-label={`Change ${airport.iata}`} onClick={() => edit(airport)}>
        Change
      </button>
    ),
  },
];

/** The airports by code, found by what their code, name or city begins with. */
export function Airports() {
  const { q } = route.useSearch();
  const set = useSetSearch<{ q?: string }>();
  const [open, setOpen] = useState<AirportForStaff | "new" | null>(null);
  const query = useInfiniteQuery(airportsQuery({ ...(q !== undefined && { query: q }) }));
  const items = query.data?.pages.flatMap((page) => page.airports.map((airport) => ({ ...airport, id: airport.iata }))) ?? [];
  return (
    <>
      <ListCard
        label="Airports"
        items={items}
        columns={columnsWith(setOpen)}
        query={query}
        empty="No airport begins like that."
        filters={
          <>
            <SearchFilter label="Code, name or city begins with" value={q ?? ""} onText={set("q")} />
            <button type="button" className="button" data-kind="primary" onClick={() => setOpen("new")}>
              New airport
            </button>
          </>
        }
      />
      {open !== null && <AirportDialog airport={open === "new" ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}
