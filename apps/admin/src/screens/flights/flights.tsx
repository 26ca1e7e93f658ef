import type { FlightOnBoard } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { flightsQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { DateFilter, SearchFilter, StateFilter } from "../../design/filters.tsx";
import { zoned } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";
import { Narrowed } from "../../design/narrowed.tsx";
import { LoadBar } from "./load-bar.tsx";

const route = getRouteApi("/app/flights");
const states = ["scheduled", "delayed", "boarding", "in_air", "landed", "cancelled"] as const;

const columns: readonly Column<FlightOnBoard>[] = [
  {
    title: "Flight",
    width: "100px",
    cell: ({ id, designator }) => (
      <Link to="/flights/$flightId" params={{ flightId: id }} className="cover num">
        {designator}
      </Link>
    ),
  },
  { title: "State", width: "120px", cell: ({ status }) => <StateBadge state={status} /> },
  {
    title: "Route",
    cell: ({ origin, destination }) => (
      <>
        <div>
          {origin.iata} → {destination.iata}
        </div>
        <div className="muted small">
          {origin.city} to {destination.city}
        </div>
      </>
    ),
  },
  {
    title: "Departs",
    width: "170px",
    cell: ({ departs, expectedDeparture }) => <Departs departs={departs} expected={expectedDeparture} />,
  },
  { title: "Arrives", width: "170px", phone: false, cell: ({ arrives }) => <span className="num">{zoned(arrives)}</span> },
  { title: "Aircraft", width: "150px", phone: false, cell: ({ aircraft }) => <span className="muted small">{aircraft.name}</span> },
  { title: "Load", width: "170px", phone: false, cell: ({ cabins }) => <LoadBar cabins={cabins} /> },
];

function Departs({
  departs,
  expected,
}: {
  readonly departs: FlightOnBoard["departs"];
  readonly expected: FlightOnBoard["departs"] | null;
}) {
  return (
    <>
      <div className="num">{zoned(departs)}</div>
      {expected && <div className="small muted num">now {zoned(expected)}</div>}
    </>
  );
}

/** The flights by departure, found by number, route and day. The address holds the search. */
export function FlightsScreen() {
  const search = route.useSearch();
  const set = useSetSearch<typeof search>();
  const status = states.find((each) => each === search.status);
  const query = useInfiniteQuery(
    flightsQuery({
      ...(search.q !== undefined && { query: search.q }),
      ...(status && { status }),
      ...(search.date !== undefined && { departureDate: search.date }),
      ...(search.soon !== undefined && { soon: true as const }),
    }),
  );
  const flights = query.data?.pages.flatMap((page) => page.flights) ?? [];
  return (
    <ListScreen
      title="Flights"
      items={flights}
      columns={columns}
      query={query}
      linked
      empty="No flight is like that. Try another day."
      filters={
        <>
          <SearchFilter label="NV 123, CDG or CDG-LIS" value={search.q ?? ""} onText={set("q")} />
          <StateFilter label="State" states={states} value={search.status ?? ""} onChoice={set("status")} />
          <DateFilter label="Departure on" value={search.date ?? ""} onDate={set("date")} />
          {search.soon !== undefined && <Narrowed to="Only within 24 hours" onWiden={() => set("soon")("")} />}
          <Link to="/flights/calendar" search={{ ...(search.q !== undefined && { q: search.q }) }} className="button">
            Calendar
          </Link>
          <Link to="/flights/new" className="button" data-kind="primary">
            New flight
          </Link>
        </>
      }
    />
  );
}
