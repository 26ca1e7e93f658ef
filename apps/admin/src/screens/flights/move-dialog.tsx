import type { Booking, SeatChangeQuote } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { bookingQuery, seatChangeQuery } from "../../app/queries.ts";
import { Choice } from "../../design/choice.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { money } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useForm } from "../../design/use-form.ts";
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

/** The two prices of the move, and the question; what was typed stays while they are read anew. */
function Terms({ booking, seats, onClose }: TermsProps) {
  const wish = { bookingId: booking.id, seats };
  const [terms, setTerms] = useState<"list" | "waived">("list");
  const [list, waived] = [useQuery(seatChangeQuery({ ...wish, terms: "list" })), useQuery(seatChangeQuery({ ...wish, terms: "waived" }))];
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => skyhold.admin.bookings.changeSeats({ ...wish, terms, reason }),
    onDone: () => onClose(true),
  });
  const error = list.error ?? waived.error;
  const quote = terms === "list" ? list.data : waived.data;
  return (
    <FormBody
      form={form}
      confirm="Move"
      disabled={!quote || quote.refusal !== null}
      leave={<LeaveButton onLeave={() => onClose(false)}>Leave them there</LeaveButton>}
    >
      {error && <ErrorNotice error={error} onRetry={() => void Promise.all([list.refetch(), waived.refetch()])} />}
      {!error && !quote && <Loading />}
      {quote && <Changes booking={booking} quote={quote} />}
      {list.data && waived.data && list.data.difference.amount > 0 && (
        <Prices list={list.data} waived={waived.data} terms={terms} onTerms={setTerms} />
      )}
      {quote?.refusal && (
        <p className="notice" data-tone="warn">
          {quote.refusal.code === "SEAT_SURCHARGE_DUE"
            ? `These seats cost ${money(quote.difference)} more. The traveller pays that in their booking, and the seats change with it; from here they change when nobody pays more.`
            : quote.refusal.message}
        </p>
      )}
      <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
    </FormBody>
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

interface PricesProps {
  readonly list: SeatChangeQuote;
  readonly waived: SeatChangeQuote;
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
