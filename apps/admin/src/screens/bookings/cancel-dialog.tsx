import type { Booking, StaffCancellationQuote } from "@skyhold/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { cancellationQuoteQuery } from "../../app/queries.ts";
import { Choice } from "../../design/choice.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { money } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useForm } from "../../design/use-form.ts";
import { everything, ScopeChoice, toInput } from "./cancel-scope.tsx";

/** What cancelling brings, line by line, before anything happens; then the one question. What was typed stays while another quote is read. */
export function CancelDialog({ booking, onClose }: { readonly booking: Booking; readonly onClose: () => void }) {
  const { id: bookingId, recordLocator } = booking;
  const paid = booking.state === "confirmed";
  const [scope, setScope] = useState(everything);
  const [refund, setRefund] = useState<"rules" | "full">("rules");
  const quote = useQuery({
    ...cancellationQuoteQuery({ bookingId, ...toInput(scope) }),
    enabled: paid,
    placeholderData: keepPreviousData,
  });
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => skyhold.admin.bookings.cancel({ bookingId, ...toInput(scope), refund, reason }),
    onDone: onClose,
  });
  return (
    <Dialog title={paid ? `Cancel ${recordLocator}` : `Release the seats of ${recordLocator}`} open onClose={onClose}>
      {paid && <ScopeChoice booking={booking} scope={scope} onScope={setScope} />}
      {paid && quote.isPending && <Loading />}
      {quote.error && <ErrorNotice error={quote.error} onRetry={() => void quote.refetch()} />}
      {!paid && <p>The booking is not paid: its seats are free again at once, and nothing has to go back.</p>}
      {quote.data && <Consequences quote={quote.data} />}
      <FormBody
        form={form}
        confirm={confirmText(paid, quote.data, refund)}
        kind="danger"
        disabled={paid && (!quote.isSuccess || quote.isPlaceholderData)}
        leave={<LeaveButton onLeave={onClose}>Keep the booking</LeaveButton>}
      >
        {quote.data && <Amounts quote={quote.data} refund={refund} onRefund={setRefund} />}
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

function confirmText(paid: boolean, quote: StaffCancellationQuote | undefined, refund: "rules" | "full"): string {
  if (!paid) return "Release the seats";
  return quote ? `Cancel and give back ${money(refund === "full" ? quote.paid : quote.refund)}` : "Cancel and give back";
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
