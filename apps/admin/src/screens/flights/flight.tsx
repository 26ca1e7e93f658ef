import type { Manifest, SeatMap } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";

import { manifestQuery, seatMapQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { word, zoned } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { CancellationCard } from "./cancellation-card.tsx";
import { FlightActions } from "./flight-actions.tsx";
import { LoadBar } from "./load-bar.tsx";
import { PassengerList } from "./passenger-list.tsx";
import { SeatPanel } from "./seat-panel.tsx";
import { Legend, SeatPlan } from "./seat-plan.tsx";
import { useLiveSeats } from "./use-live-seats.ts";
import "./flight.css";

const route = getRouteApi("/app/flights/$flightId");

/** One flight: how it stands, its seats live, and everybody on it. */
export function FlightScreen() {
  const { flightId } = route.useParams();
  const manifest = useQuery(manifestQuery(flightId));
  const map = useQuery(seatMapQuery(flightId));
  const error = manifest.error ?? map.error;
  const retry = () => {
    void manifest.refetch();
    void map.refetch();
  };
  return (
    <div className="page">
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!error && !(manifest.data && map.data) && (
        <div className="card">
          <Loading lines={10} />
        </div>
      )}
      {manifest.data && map.data && <Found manifest={manifest.data} map={map.data} />}
    </div>
  );
}

function Found({ manifest, map }: { readonly manifest: Manifest; readonly map: SeatMap }) {
  const { flight, seats: holders } = manifest;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const live = useLiveSeats(map);
  const toggle = (seat: string) =>
    setChosen((before) => (before.includes(seat) ? before.filter((other) => other !== seat) : [...before, seat]));
  return (
    <>
      <Head flight={flight} />
      <CabinLoads cabins={flight.cabins} />
      <div className="stack seat-cards">
        <Card title="Seats" aside={<LiveMark state={live.state} />}>
          <div className="card-body stack">
            <SeatPlan map={map} states={live.seats} holders={holders} chosen={chosen} onToggle={toggle} />
            <Legend />
          </div>
        </Card>
        <SeatPanel flightId={flight.id} states={live.seats} holders={holders} chosen={chosen} onClear={() => setChosen([])} />
      </div>
      <PassengerList flight={flight} seats={holders} />
    </>
  );
}

function LiveMark({ state }: { readonly state: "connecting" | "live" | "broken" }) {
  const words = { connecting: "Connecting …", live: "Live", broken: "Not live: reload the page" };
  return (
    <span className="badge" data-tone={state === "live" ? "good" : state === "broken" ? "bad" : "plain"} role="status">
      {words[state]}
    </span>
  );
}

function Head({ flight }: { readonly flight: Manifest["flight"] }) {
  const { designator, status, origin, destination, departs, arrives, expectedDeparture, gate, aircraft, salesCloseAt } = flight;
  return (
    <>
      <div className="page-head">
        <div className="stack booking-head">
          <p className="small">
            <Link to="/flights">Flights</Link>
          </p>
          <div className="row">
            <h1>
              {designator}{" "}
              <span className="muted">
                {origin.iata} → {destination.iata}
              </span>
            </h1>
            <StateBadge state={status} />
          </div>
          <p className="muted small num">
            {origin.city} {zoned(departs)}
            {expectedDeparture && `, now expected ${zoned(expectedDeparture)}`} · {destination.city} {zoned(arrives)} · {aircraft.name}
            {gate === null ? "" : ` · gate ${gate}`} · sale closes {zoned({ at: salesCloseAt, local: "", timeZone: departs.timeZone })}
          </p>
        </div>
        <div className="row no-print">
          <FlightActions flight={flight} />
          <Link to="/bookings" search={{ flight: flight.id }} className="button">
            Its bookings
          </Link>
        </div>
      </div>
      {status === "cancelled" && <CancellationCard flightId={flight.id} />}
    </>
  );
}

function CabinLoads({ cabins }: Pick<Manifest["flight"], "cabins">) {
  return (
    <div className="cabin-loads">
      {cabins.map((cabin) => (
        <div key={cabin.cabin} className="card card-body">
          <h2>{word(cabin.cabin)}</h2>
          <LoadBar cabins={[cabin]} />
        </div>
      ))}
    </div>
  );
}
