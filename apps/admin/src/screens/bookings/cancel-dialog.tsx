import type { Booking, StaffCancelInput, StaffCancellationQuote } from "@skyhold/sdk";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { cancellationQuoteQuery } from "../../app/queries.ts";
import { DialogButtons } from "../../design/dialog-buttons.tsx";
import { Choice } from "../../design/choice.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { money } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { everything, ScopeChoice, toInput } from "./cancel-scope.tsx";
import type { Scope } from "./cancel-scope.tsx";

/** What cancelling brings, line by line, before anything happens; then the one question. */
export function CancelDialog({ booking, onClose }: { readonly booking: Booking; readonly onClose: () => void }) {
  const paid = booking.state === "confirmed";
  const [scope, setScope] = useState(everything);
  const quote = useQuery({
    ...cancellationQuoteQuery({ bookingId: booking.id, ...toInput(scope) }),
    enabled: paid,
    placeholderData: keepPreviousData,
  });
  return (
    <Dialog title={paid ? `Cancel ${booking.recordLocator}` : `Release the seats of ${booking.recordLocator}`} open onClose={onClose}>
      {paid && <ScopeChoice booking={booking} scope={scope} onScope={setScope} />}
      {paid && quote.isPending && <Loading />}
      {quote.error && <ErrorNotice error={quote.error} onRetry={() => void quote.refetch()} />}
      {!paid && <p>The booking is not paid: its seats are free again at once, and nothing has to go back.</p>}
      {quote.data && !quote.error && <Consequences quote={quote.data} />}
      {(!paid || (quote.data && !quote.error)) && (
        <Confirm booking={booking} scope={scope} quote={quote.data ?? null} stale={quote.isPlaceholderData} onDone={onClose} />
      )}
    </Dialog>
  );
}

function Consequences({ quote: { lines, compensation } }: { readonly quote: StaffCancellationQuote }) {
  return (
    <>
      <div className="table-box quote" role="group" aria-label="What comes back" tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">By the rules</th>
              <th scope="col" className="end">
                Paid
              </th>
              <th scope="col" className="end">
                Comes back
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                <td>
                  {line.label} <div className="muted small">{line.why}</div>
                </td>
                <td className="end num">{money(line.paid)}</td>
                <td className="end num">{money(line.refunded)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {compensation.map(({ segment, passengers, each, why }) => (
        <p key={segment} className="notice" data-tone="warn">
          Beside it, {passengers} may claim {money(each)} each: {why}
        </p>
      ))}
    </>
  );
}

interface ConfirmProps {
  readonly booking: Booking;
  readonly scope: Scope;
  /** The quote is of another scope, and the right one is being read. */
  readonly stale: boolean;
  readonly quote: StaffCancellationQuote | null;
  readonly onDone: () => void;
}

function useCancel(bookingId: string, scope: Scope, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (terms: Pick<StaffCancelInput, "refund" | "reason">) =>
      skyhold.admin.bookings.cancel({ bookingId, ...toInput(scope), ...terms }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
}

function Confirm({ booking, scope, quote, stale, onDone }: ConfirmProps) {
  const [refund, setRefund] = useState<"rules" | "full">("rules");
  const [reason, setReason] = useState("");
  const cancel = useCancel(booking.id, scope, onDone);
  const problem = fieldError(cancel.error, "reason");
  const back = quote && money(refund === "full" ? quote.paid : quote.refund);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        cancel.mutate({ refund, reason });
      }}
    >
      {quote && <Amounts quote={quote} refund={refund} onRefund={setRefund} />}
      <Field label="Reason, for the audit log" value={reason} onText={setReason} problem={problem} maxLength={200} />
      {cancel.error && problem === null && <ErrorNotice error={cancel.error} />}
      <DialogButtons
        leave="Keep the booking"
        onLeave={onDone}
        confirm={back === null ? "Release the seats" : `Cancel and give back ${back}`}
        pending={cancel.isPending ? "Cancelling …" : null}
        disabled={stale}
        danger
      />
    </form>
  );
}

interface AmountsProps {
  readonly quote: StaffCancellationQuote;
  readonly refund: "rules" | "full";
  readonly onRefund: (refund: "rules" | "full") => void;
}

function Amounts({ quote, refund, onRefund }: AmountsProps) {
  return (
    <fieldset className="choices">
      <legend className="hidden-text">How much comes back</legend>
      <Choice
        group="refund"
        name="By the rules"
        amount={money(quote.refund)}
        chosen={refund === "rules"}
        onChoose={() => onRefund("rules")}
      />
      <Choice
        group="refund"
        name="All that was paid"
        amount={money(quote.paid)}
        chosen={refund === "full"}
        onChoose={() => onRefund("full")}
      />
    </fieldset>
  );
}
