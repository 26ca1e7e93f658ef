import type { Booking, SeatChangeQuote, StaffChangeSeatsInput } from "@skyhold/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { bookingQuery, seatChangeQuery } from "../../app/queries.ts";
import { DialogButtons } from "../../design/dialog-buttons.tsx";
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
  const wish = { bookingId: booking.id, seats };
  const [list, waived] = [useQuery(seatChangeQuery({ ...wish, terms: "list" })), useQuery(seatChangeQuery({ ...wish, terms: "waived" }))];
  const error = list.error ?? waived.error;
  if (error) return <ErrorNotice error={error} />;
  if (!list.data || !waived.data) return <Loading />;
  return <Confirm booking={booking} seats={seats} list={list.data} waived={waived.data} onClose={onClose} />;
}

interface ConfirmProps extends TermsProps {
  readonly list: SeatChangeQuote;
  readonly waived: SeatChangeQuote;
}

function useMove({ booking, seats, onClose }: TermsProps) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (terms: Pick<StaffChangeSeatsInput, "terms" | "reason">) =>
      skyhold.admin.bookings.changeSeats({ bookingId: booking.id, seats, ...terms }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose(true);
    },
  });
}

function Confirm({ booking, seats, list, waived, onClose }: ConfirmProps) {
  const [terms, setTerms] = useState<"list" | "waived">("list");
  const [reason, setReason] = useState("");
  const move = useMove({ booking, seats, onClose });
  const quote = terms === "list" ? list : waived;
  const problem = fieldError(move.error, "reason");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        move.mutate({ terms, reason });
      }}
    >
      <Changes booking={booking} quote={quote} />
      {list.difference.amount > 0 && <Prices list={list} waived={waived} terms={terms} onTerms={setTerms} />}
      {quote.refusal && (
        <p className="notice" data-tone="warn">
          {quote.refusal.message}
        </p>
      )}
      <Field label="Reason, for the audit log" value={reason} onText={setReason} problem={problem} maxLength={200} />
      {move.error && problem === null && <ErrorNotice error={move.error} />}
      <DialogButtons
        leave="Leave them there"
        onLeave={() => onClose(false)}
        confirm="Move"
        pending={move.isPending ? "Moving …" : null}
        disabled={quote.refusal !== null}
      />
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

interface PricesProps extends Pick<ConfirmProps, "list" | "waived"> {
  readonly terms: "list" | "waived";
  readonly onTerms: (terms: "list" | "waived") => void;
}

function Prices({ list, waived, terms, onTerms }: PricesProps) {
  const answers = [
    { key: "list", name: "The traveller pays", amount: money(list.difference) },
    { key: "waived", name: "Nobody pays more", amount: money(waived.difference) },
  ] as const;
  return (
    <fieldset className="choices">
      <legend className="hidden-text">Who pays for the dearer seat</legend>
      {answers.map(({ key, name, amount }) => (
        <Choice key={key} group="terms" name={name} amount={amount} chosen={terms === key} onChoose={() => onTerms(key)} />
      ))}
    </fieldset>
  );
}
