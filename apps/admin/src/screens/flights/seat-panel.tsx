import type { Manifest } from "@skyhold/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { manifestQuery, seatMapQuery } from "../../app/queries.ts";
import { Card } from "../../design/card.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { left } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";
import { useNow } from "../../design/use-now.ts";
import type { SeatStates } from "./use-live-seats.ts";

interface SeatPanelProps {
  readonly flightId: string;
  readonly states: SeatStates;
  readonly holders: Manifest["seats"];
  readonly chosen: readonly string[];
  readonly moving: string | null;
  readonly onMoving: (seat: string | null) => void;
  readonly onClear: () => void;
}

/** The seats that are chosen on the plan: who has them, and what may be done with them. */
export function SeatPanel({ flightId, states, holders, chosen, moving, onMoving, onClear }: SeatPanelProps) {
  const of = (state: string) => chosen.filter((seat) => states.get(seat) === state);
  const [free, blocked] = [of("free"), of("blocked")];
  return (
    <Card
      title={chosen.length === 0 ? "Choose seats" : `${chosen.length} chosen`}
      aside={
        chosen.length > 0 && (
          <button type="button" className="button" data-kind="quiet" onClick={onClear}>
            Clear
          </button>
        )
      }
    >
      <div className="card-body stack">
        <Hint none={chosen.length === 0} moving={moving} onMoving={onMoving} />
        <ul className="chosen">
          {chosen.map((seat) => (
            <Chosen
              key={seat}
              seat={seat}
              state={states.get(seat) ?? "free"}
              holder={holders.find((holder) => holder.seat === seat)}
              onMoving={onMoving}
            />
          ))}
        </ul>
        {free.length > 0 && <Block flightId={flightId} seats={free} onDone={onClear} />}
        {blocked.length > 0 && <Unblock flightId={flightId} seats={blocked} onDone={onClear} />}
      </div>
    </Card>
  );
}

interface HintProps extends Pick<SeatPanelProps, "moving" | "onMoving"> {
  readonly none: boolean;
}

function Hint({ none, moving, onMoving }: HintProps) {
  if (moving !== null)
    return (
      <p className="notice" role="status">
        <span>
          Choose the seat to which whoever sits on {moving} is to move, or{" "}
          <button type="button" className="link" onClick={() => onMoving(null)}>
            leave them there
          </button>
          .
        </span>
      </p>
    );
  if (!none) return null;
  return (
    <p className="muted">
      Choose free seats to take them out of sale, or any seat to see who has it. Drag somebody to another seat, or press M on theirs.
    </p>
  );
}

interface ChosenProps {
  readonly seat: string;
  readonly state: string;
  readonly holder: Manifest["seats"][number] | undefined;
  readonly onMoving: (seat: string) => void;
}

function Chosen({ seat, state, holder, onMoving }: ChosenProps) {
  const now = useNow();
  const passenger = state === "free" ? null : holder?.passenger;
  return (
    <li>
      <strong className="num">{seat}</strong> <span className="muted">{state}</span>
      {state === "held" && holder?.heldUntil && <span className="num held-left"> {left(holder.heldUntil, now)} left</span>}
      {passenger && (
        <p>
          {passenger.name ?? "Not named yet"} ·{" "}
          <Link to="/bookings/$bookingId" params={{ bookingId: passenger.bookingId }} className="mono">
            {passenger.recordLocator}
          </Link>
          {passenger.requests.length > 0 && <span className="muted small"> {passenger.requests.join(", ")}</span>}{" "}
          <button type="button" className="link" aria-label={`Move ${seat}`} onClick={() => onMoving(seat)}>
            Move
          </button>
        </p>
      )}
      {state === "blocked" && holder?.reason && <p className="muted">{holder.reason}</p>}
    </li>
  );
}

interface ActProps {
  readonly flightId: string;
  readonly seats: readonly string[];
  readonly onDone: () => void;
}

function useReread(flightId: string): () => Promise<unknown> {
  const client = useQueryClient();
  const keys = [manifestQuery(flightId).queryKey, seatMapQuery(flightId).queryKey];
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}

function Block({ flightId, seats, onDone }: ActProps) {
  const [reason, setReason] = useState("");
  const reread = useReread(flightId);
  const block = useMutation({
    mutationFn: () => skyhold.admin.flights.blockSeats({ flightId, seats: [...seats], reason }),
    onSuccess: async () => {
      await reread();
      onDone();
    },
  });
  const problem = fieldError(block.error, "reason");
  return (
    <form
      className="seat-form"
      onSubmit={(event) => {
        event.preventDefault();
        block.mutate();
      }}
    >
      <Field label={`Why ${seats.join(", ")} cannot be sold`} value={reason} onText={setReason} problem={problem} maxLength={200} />
      {block.error && problem === null && <ErrorNotice error={block.error} />}
      <button type="submit" className="button" data-kind="primary" disabled={block.isPending}>
        {block.isPending ? "Blocking …" : `Block ${seats.join(", ")}`}
      </button>
    </form>
  );
}

function Unblock({ flightId, seats, onDone }: ActProps) {
  const reread = useReread(flightId);
  const unblock = useMutation({
    mutationFn: () => skyhold.admin.flights.unblockSeats({ flightId, seats: [...seats] }),
    onSuccess: async () => {
      await reread();
      onDone();
    },
  });
  return (
    <div className="stack">
      {unblock.error && <ErrorNotice error={unblock.error} />}
      <button type="button" className="button" disabled={unblock.isPending} onClick={() => unblock.mutate()}>
        {unblock.isPending ? "Putting on sale …" : `Put ${seats.join(", ")} on sale again`}
      </button>
    </div>
  );
}
