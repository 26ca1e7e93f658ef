import type { Manifest } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { skyhold } from "../../app/client.ts";
import { Card } from "../../design/card.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { TimeLeft } from "../../design/time-left.tsx";
import { useForm } from "../../design/use-form.ts";
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
  const passenger = state === "free" ? null : holder?.passenger;
  return (
    <li>
      <strong className="num">{seat}</strong> <span className="muted">{state}</span>
      {state === "held" && holder?.heldUntil && (
        <span className="held-left">
          {" "}
          <TimeLeft until={holder.heldUntil} /> left
        </span>
      )}
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

function Block({ flightId, seats, onDone }: ActProps) {
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => skyhold.admin.flights.blockSeats({ flightId, seats: [...seats], reason }),
    onDone,
  });
  return (
    <div className="seat-form">
      <FormBody form={form} confirm={`Block ${seats.join(", ")}`}>
        <Field label={`Why ${seats.join(", ")} cannot be sold`} maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </div>
  );
}

function Unblock({ flightId, seats, onDone }: ActProps) {
  const form = useForm({
    initial: {},
    run: () => skyhold.admin.flights.unblockSeats({ flightId, seats: [...seats] }),
    onDone,
  });
  return <FormBody form={form} confirm={`Put ${seats.join(", ")} on sale again`} />;
}
