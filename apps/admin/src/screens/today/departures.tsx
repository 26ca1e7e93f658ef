import type { FlightOnBoard, FlightPage } from "@skyhold/sdk";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { clock } from "../../design/format.ts";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { LoadBar } from "../flights/load-bar.tsx";

/** The next flights to leave. */
export function Departures({ query }: { readonly query: UseInfiniteQueryResult<InfiniteData<FlightPage>> }) {
  const flights = query.data?.pages[0]?.flights ?? [];
  return (
    <Card title="Next departures" aside={<Link to="/flights">All flights</Link>}>
      {query.error && (
        <div className="card-body">
          <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && <Loading lines={8} />}
      {query.data && flights.length === 0 && <Empty title="No departures">No flight of the timetable is still to leave.</Empty>}
      {flights.length > 0 && (
        <ul className="board">
          {flights.map((flight) => (
            <Departure key={flight.id} flight={flight} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Departure({ flight }: { readonly flight: FlightOnBoard }) {
  const { id, designator, origin, destination, departs, expectedDeparture, gate, status, cabins } = flight;
  return (
    <li className="board-row">
      <span className="num board-time">
        {clock(departs)}
        {expectedDeparture && <span className="small muted"> now {clock(expectedDeparture)}</span>}
      </span>
      <span className="board-flight">
        <Link to="/flights/$flightId" params={{ flightId: id }} className="cover">
          {designator}
        </Link>
        <span className="muted small">
          {origin.iata} → {destination.iata} {destination.city}
        </span>
      </span>
      <span className="board-gate muted small">{gate === null ? "" : `Gate ${gate}`}</span>
      <LoadBar cabins={cabins} />
      <StateBadge state={status} />
    </li>
  );
}
