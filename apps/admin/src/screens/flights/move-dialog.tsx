import type { Booking, SeatChangeQuote } from "@skyhold/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { bookingQuery, seatChangeQuery } from "../../app/queries.ts";
import { Choice } from "../../design/choice.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { money } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { seatsAfterMove } from "./seats-after-move.ts";

/** From which seat of a flight to which. */
export interface SeatMove {
  readonly flightId: string;
  readonly bookingId: string;
  readonly from: string;
  readonly to: string;
}

/** What moving somebody comes to, before anything happens; then the one question. */
export function MoveDialog({ move, onClose }: { readonly move: SeatMove; readonly onClose: (moved: boolean) => void }) {
  const record = useQuery(bookingQuery(move.bookingId));
  const booking = record.data?.booking;
  const seats = booking ? seatsAfterMove(booking, move.flightId, move) : null;
  return (
    <Dialog title={`Move ${move.from} to ${move.to}`} open onClose={() => onClose(false)}>
      {record.error && <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && <Loading />}
      {booking && !seats && <p>Whoever sat on {move.from} has moved meanwhile. Nothing was changed.</p>}
      {booking && seats && <Terms booking={booking} seats={seats} onClose={onClose} />}
    </Dialog>
  );
}

interface TermsProps {
  readonly booking: Booking;
  readonly seats: string[][];
  readonly onClose: (moved: boolean) => void;
}

function Terms({ booking, seats, onClose }: TermsProps) {
  const client = useQueryClient();
  const [terms, setTerms] = useState<"list" | "waived">("list");
  const [reason, setReason] = useState("");
  const wish = { bookingId: booking.id, seats };
  const [list, waived] = [useQuery(seatChangeQuery({ ...wish, terms: "list" })), useQuery(seatChangeQuery({ ...wish, terms: "waived" }))];
  const move = useMutation({
    mutationFn: () => skyhold.admin.bookings.changeSeats({ ...wish, terms, reason }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose(true);
    },
  });
  const error = list.error ?? waived.error;
  if (error) return <ErrorNotice error={error} />;
  if (!list.data || !waived.data) return <Loading />;
  const chosen = terms === "list" ? list.data : waived.data;
  const problem = fieldError(move.error, "reason");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate();
      }}
    >
      <Changes booking={booking} quote={chosen} />
      {list.data.difference.amount > 0 && (
        <fieldset className="choices">
          <legend className="hidden-text">Who pays for the dearer seat</legend>
          <Choice
            group="terms"
            name="The traveller pays"
            amount={money(list.data.difference)}
            chosen={terms === "list"}
            onChoose={() => setTerms("list")}
          />
          <Choice
            group="terms"
            name="Nobody pays more"
            amount={money(waived.data.difference)}
            chosen={terms === "waived"}
            onChoose={() => setTerms("waived")}
          />
        </fieldset>
      )}
      {chosen.refusal && (
        <p className="notice" data-tone="warn">
          {chosen.refusal.message}
        </p>
      )}
      <Field label="Reason, for the audit log" value={reason} onText={setReason} problem={problem} maxLength={200} />
      {move.error && problem === null && <ErrorNotice error={move.error} />}
      <div className="row" data-spread>
        <button type="button" className="button" onClick={() => onClose(false)}>
          Leave them there
        </button>
        <button type="submit" className="button" data-kind="primary" disabled={move.isPending || chosen.refusal !== null}>
          {move.isPending ? "Moving …" : "Move"}
        </button>
      </div>
    </form>
  );
}

function Changes({ booking, quote: { changes, difference } }: { readonly booking: Booking; readonly quote: SeatChangeQuote }) {
  return (
    <ul className="stack">
      {changes.map(({ segment, passenger, from, to, oldPrice, newPrice }) => {
        const person = booking.passengers[passenger];
        return (
          <li key={`${segment}-${passenger}`}>
            <strong>{person?.surname ? `${person.givenName ?? ""} ${person.surname}` : `Passenger ${passenger + 1}`}</strong>, {from} → {to}
            <span className="muted small">
              {" "}
              {oldPrice ? money(oldPrice.amount) : "free of charge"} → {newPrice ? money(newPrice.amount) : "free of charge"}
            </span>
          </li>
        );
      })}
      {difference.amount < 0 && (
        <li className="muted">
          {money({ ...difference, amount: -difference.amount })}{" "}
          {booking.state === "confirmed" ? "goes back to the traveller." : "less is to be paid."}
        </li>
      )}
    </ul>
  );
}
