import type { Booking } from "@skyhold/sdk";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { skyhold } from "../../app/client.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import type { Question } from "../../design/ask-dialog.tsx";
import { money, moment } from "../../design/format.ts";
import { saveFile } from "../../design/save-file.ts";
import { ErrorNotice } from "../../design/states.tsx";
import { CancelDialog } from "./cancel-dialog.tsx";

const PassengersDialog = lazy(async () => ({ default: (await import("./passengers-dialog.tsx")).PassengersDialog }));

/** What may be done with a booking as it stands. */
export function BookingActions({ booking }: { readonly booking: Booking }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [open, setOpen] = useState<"cancel" | "passengers" | null>(null);
  const close = () => setOpen(null);
  const { availableActions: may } = booking;
  const unpaid = booking.state === "held" || booking.state === "awaiting_payment";
  return (
    <div className="row booking-actions">
      {may.includes("setPassengers") && <Action name="Name passengers" onChoose={() => setOpen("passengers")} />}
      {may.includes("pay") && booking.state === "held" && (
        <Action name="Open the payment" onChoose={() => setQuestion(payQuestion(booking))} />
      )}
      {unpaid && may.includes("extend") && <Action name="Give more time" onChoose={() => setQuestion(extendQuestion(booking))} />}
      {may.includes("eTicket") && <ETicket bookingId={booking.id} />}
      <Action name="Add a note" onChoose={() => setQuestion(noteQuestion(booking))} />
      {(may.includes("cancel") || (unpaid && may.includes("release"))) && (
        <Action name={unpaid ? "Release seats" : "Cancel and refund"} onChoose={() => setOpen("cancel")} />
      )}
      {question && <AskDialog question={question} onClose={() => setQuestion(null)} />}
      {open === "cancel" && <CancelDialog booking={booking} onClose={close} />}
      <Suspense>{open === "passengers" && <PassengersDialog booking={booking} onClose={close} />}</Suspense>
    </div>
  );
}

function Action({ name, onChoose }: { readonly name: string; readonly onChoose: () => void }) {
  return (
    <button type="button" className="button" onClick={onChoose}>
      {name}
    </button>
  );
}

function ETicket({ bookingId }: { readonly bookingId: string }) {
  const fetchTicket = useMutation({
    mutationFn: () => skyhold.admin.bookings.eTicket({ bookingId }),
    onSuccess: ({ fileName, contentType, bytes }) => saveFile(fileName, new Blob([bytes], { type: contentType })),
  });
  return (
    <>
      <button type="button" className="button" disabled={fetchTicket.isPending} onClick={() => fetchTicket.mutate()}>
        {fetchTicket.isPending ? "Printing …" : "E-ticket (PDF)"}
      </button>
      {fetchTicket.error && <ErrorNotice error={fetchTicket.error} />}
    </>
  );
}

function extendQuestion({ id: bookingId, recordLocator, payBy }: Booking): Question {
  return {
    title: `Give ${recordLocator} more time`,
    consequence: `It has the time of a fresh hold from now, but never past ${moment(payBy)}: then the seats go back whatever happens.`,
    label: "Reason, for the audit log",
    field: "reason",
    confirm: "Give more time",
    run: (reason) => skyhold.admin.bookings.extend({ bookingId, reason }),
  };
}

function payQuestion({ id: bookingId, recordLocator, payBy, total, contact }: Booking): Question {
  return {
    title: `Open the payment of ${recordLocator}`,
    consequence: `${money(total)} can be paid until ${moment(payBy)}, and the seats are kept until then. The passengers can no longer be renamed. ${contact.email} pays on the page of the booking.`,
    label: null,
    field: "bookingId",
    confirm: "Open the payment",
    run: () => skyhold.admin.bookings.startPayment({ bookingId }),
  };
}

function noteQuestion({ id: bookingId, recordLocator }: Booking): Question {
  return {
    title: `A note on ${recordLocator}`,
    consequence:
      "Colleagues find it under what happened; the traveller never sees it. It stays, so write no more of a person than is needed.",
    label: "Note",
    field: "note",
    maxLength: 1000,
    confirm: "Keep the note",
    run: (note) => skyhold.admin.bookings.addNote({ bookingId, note }),
  };
}
