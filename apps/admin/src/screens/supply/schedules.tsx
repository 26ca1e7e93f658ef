import type { Schedule } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { schedulesQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import type { Column } from "../../design/data-list.tsx";
import { DateFilter, SearchFilter } from "../../design/filters.tsx";
import { ListCard } from "../../design/list-screen.tsx";
import { daysText } from "./draft.ts";

const route = getRouteApi("/app/supply");

const columns: readonly Column<Schedule>[] = [
  {
    title: "Flight",
    width: "100px",
    cell: ({ id, airline, flightNumber }) => (
      <Link to="/schedules/$scheduleId" params={{ scheduleId: id }} className="cover num">
        {airline} {flightNumber}
      </Link>
    ),
  },
  { title: "Route", width: "130px", cell: ({ origin, destination }) => `${origin} → ${destination}` },
  {
    title: "Leaves",
    width: "150px",
    cell: ({ departureTime, blockMinutes, origin }) => (
      <>
        <div className="num">
          {departureTime} <span className="muted small">in {origin}</span>
        </div>
        <div className="muted small num">
          {Math.floor(blockMinutes / 60)} h {blockMinutes % 60} min
        </div>
      </>
    ),
  },
  { title: "Days", cell: ({ daysOfWeek }) => daysText(daysOfWeek) },
  {
    title: "From",
    width: "220px",
    phone: false,
    cell: ({ validFrom, validTo }) => (
      <span className="num small muted">
        {validFrom} {validTo === null ? "until further notice" : `to ${validTo}`}
      </span>
    ),
  },
  { title: "Aircraft", width: "90px", phone: false, cell: ({ aircraft }) => <span className="mono">{aircraft}</span> },
];

/** The schedules by airline and number, found by airline, route and day. */
export function Schedules() {
  const { q, date } = route.useSearch();
  const set = useSetSearch<{ q?: string; date?: string }>();
  const [, airline, origin, destination] = /^(?:([A-Z0-9]{2})|([A-Z]{3})(?:\W+([A-Z]{3}))?)$/u.exec((q ?? "").toUpperCase()) ?? [];
  const query = useInfiniteQuery(
    schedulesQuery({
      ...(airline !== undefined && { airline }),
      ...(origin !== undefined && { origin }),
      ...(destination !== undefined && { destination }),
      ...(date !== undefined && { validOn: date }),
    }),
  );
  return (
    <ListCard
      label="Schedules"
      items={query.data?.pages.flatMap((page) => page.schedules) ?? []}
      columns={columns}
      query={query}
      linked
      empty="No schedule is like that."
      filters={
        <>
          <SearchFilter label="NV, CDG or CDG-LIS" value={q ?? ""} onText={set("q")} />
          <DateFilter label="In force on" value={date ?? ""} onDate={set("date")} />
          <Link to="/schedules/new" className="button" data-kind="primary">
            New schedule
          </Link>
        </>
      }
    />
  );
}
