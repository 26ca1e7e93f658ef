import type { FlightOnBoard } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { clock } from "../../design/format.ts";
import { Empty } from "../../design/states.tsx";
import { LoadBar } from "../flights/load-bar.tsx";

/** The next flights to leave, as they stand at this moment. */
export function Departures({ flights }: { readonly flights: readonly FlightOnBoard[] }) {
  return (
    <Card title="Next departures" aside={<Link to="/flights">All flights</Link>}>
      {flights.length === 0 && <Empty title="No departures">No flight of the timetable is still to leave.</Empty>}
      <ul>
        {flights.map((flight) => (
          <Departure key={flight.id} flight={flight} />
        ))}
      </ul>
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
