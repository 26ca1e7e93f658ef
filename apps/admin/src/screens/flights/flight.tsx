import type { Manifest, SeatMap } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { manifestQuery, seatMapQuery } from "../../app/queries.ts";
import { LiveMark, StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { word, zoned } from "../../design/format.ts";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { CancellationCard } from "./cancellation-card.tsx";
import { FlightActions } from "./flight-actions.tsx";
import { LoadBar } from "./load-bar.tsx";
import type { SeatMove } from "./move-dialog.tsx";
import { PassengerList } from "./passenger-list.tsx";
import { SeatPanel } from "./seat-panel.tsx";
import { Legend, SeatPlan } from "./seat-plan.tsx";
import { useLiveFlight } from "./use-live-flight.ts";
import { useLiveSeats } from "./use-live-seats.ts";
import "./flight.css";

const MoveDialog = lazy(async () => ({ default: (await import("./move-dialog.tsx")).MoveDialog }));

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
      {error && <ErrorNotice error={error} onRetry={retry} list={<Link to="/flights">All flights</Link>} />}
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
  const { chosen, toggle, clear } = useChosen();
  const live = useLiveSeats(map);
  useLiveFlight(flight.id);
  const { moving, move, onMoving, onMove, leave } = useMoves(manifest);
  const plan = { states: live.seats, holders, chosen, moving, onMoving };
  const onToggle = (seat: string) => (moving === null ? toggle(seat) : onMove(moving, seat));
  const onMoved = (moved: boolean) => {
    leave();
    if (moved) clear();
  };
  return (
    <>
      <Head flight={flight} />
      <CabinLoads cabins={flight.cabins} />
      <div className="stack seat-cards">
        <Card title="Seats" aside={<LiveMark live={live.state === "live"} broken={live.state === "broken"} />}>
          <div className="card-body stack">
            <SeatPlan {...plan} map={map} onToggle={onToggle} onMove={onMove} />
            <Legend />
          </div>
        </Card>
        <SeatPanel {...plan} flightId={flight.id} onClear={clear} />
      </div>
      <PassengerList flight={flight} seats={holders} />
      <Suspense>{move && <MoveDialog move={move} onClose={onMoved} />}</Suspense>
    </>
  );
}

/** The seats that are chosen; at first the one that the address names. */
function useChosen() {
  const { seat: first } = route.useSearch();
  const [chosen, setChosen] = useState<readonly string[]>(first === undefined ? [] : [first]);
  return {
    chosen,
    toggle: (seat: string) => setChosen((before) => (before.includes(seat) ? before.filter((other) => other !== seat) : [...before, seat])),
    clear: () => setChosen([]),
  };
}

/** Who is to move: first from where, by the keyboard or the panel, then to where; a drag says both at once. */
function useMoves({ flight, seats }: Manifest) {
  const [moving, setMoving] = useState<string | null>(null);
  const [move, setMove] = useState<SeatMove | null>(null);
  const holderOf = (seat: string) => seats.find((holder) => holder.seat === seat)?.passenger ?? null;
  return {
    moving,
    move,
    onMoving: (seat: string | null) => setMoving(seat !== null && holderOf(seat) ? seat : null),
    onMove: (from: string, to: string) => {
      const passenger = holderOf(from);
      setMoving(null);
      if (passenger && to !== from) setMove({ flightId: flight.id, bookingId: passenger.bookingId, from, to });
    },
    leave: () => setMove(null),
  };
}

function Head({ flight }: { readonly flight: Manifest["flight"] }) {
  const { designator, status, origin, destination, departs, arrives, expectedDeparture, gate, aircraft, salesCloseAt } = flight;
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <p className="small">
            <Link to="/flights">Flights</Link>
          </p>
          <div className="row">
            <Heading name={`${designator} of ${departs.local.slice(0, 10)}`}>
              {designator}{" "}
              <span className="muted">
                {origin.iata} → {destination.iata}
              </span>
            </Heading>
            <StateBadge state={status} />
          </div>
          <p className="muted small num">
            {origin.city} {zoned(departs)}
            {expectedDeparture && `, now expected ${zoned(expectedDeparture)}`} · {destination.city} {zoned(arrives)} · {aircraft.name}
            {gate === null ? "" : ` · gate ${gate}`} · sale closes {zoned({ at: salesCloseAt, timeZone: departs.timeZone })}
          </p>
        </div>
        <div className="row no-print">
          <FlightActions flight={flight} />
          <Link to="/bookings" search={{ flight: flight.id }} className="button">
            Its bookings
          </Link>
        </div>
      </div>
      {status === "cancelled" && <CancellationCard key={flight.id} flightId={flight.id} />}
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
