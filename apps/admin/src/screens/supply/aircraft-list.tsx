import type { Aircraft } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { aircraftQuery } from "../../app/queries.ts";
import type { Column } from "../../design/data-list.tsx";
import { word } from "../../design/format.ts";
import { ListCard } from "../../design/list-screen.tsx";

type Row = Aircraft & { readonly id: string };

const columns: readonly Column<Row>[] = [
  {
    title: "Code",
    width: "90px",
    cell: ({ iata }) => (
      <Link to="/aircraft/$iata" params={{ iata }} className="cover mono">
        {iata}
      </Link>
    ),
  },
  { title: "Name", cell: ({ name }) => name },
  {
    title: "Seats",
    cell: ({ cabins }) => (
      <span className="num small muted">{cabins.map(({ cabin, seats }) => `${word(cabin)} ${seats}`).join(" · ")}</span>
    ),
  },
  {
    title: "Layout",
    width: "minmax(0, 2fr)",
    phone: false,
    cell: ({ layout }) => <span className="mono small muted clip">{layout}</span>,
  },
];

/** The aircraft types by code. */
export function AircraftList() {
  const query = useInfiniteQuery(aircraftQuery);
  const items = query.data?.pages.flatMap((page) => page.aircraft.map((type) => ({ ...type, id: type.iata }))) ?? [];
  return (
    <ListCard
      label="Aircraft"
      items={items}
      columns={columns}
      query={query}
      linked
      empty="There is no aircraft yet."
      filters={
        <Link to="/aircraft/new" className="button" data-kind="primary">
          New aircraft
        </Link>
      }
    />
  );
}
