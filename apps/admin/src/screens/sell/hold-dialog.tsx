import type { HeldForTraveller, Offer } from "@skyhold/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { DialogButtons } from "../../design/dialog-buttons.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { money, moment } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";

/** How the traveller is reached, then the hold: the best seats that are free together. */
export function HoldDialog({ offer, onClose }: { readonly offer: Offer; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const hold = useMutation({
    mutationFn: () =>
      skyhold.admin.bookings.hold({ offer: offer.token, contact: { email, ...(phone.trim() !== "" && { phone: phone.trim() }) } }),
    onSuccess: () => client.invalidateQueries(),
  });
  const [badEmail, badPhone] = [fieldError(hold.error, "contact.email"), fieldError(hold.error, "contact.phone")];
  if (hold.data) return <Held booking={hold.data} onClose={onClose} />;
  return (
    <Dialog title={`Hold seats for ${money(offer.total)}`} open onClose={onClose}>
      <p>The best seats that are free together are held until they are paid or their time is over. The price stays.</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          hold.mutate();
        }}
      >
        <Field
          label="The traveller's e-mail address, for the tickets"
          type="email"
          value={email}
          onText={setEmail}
          problem={badEmail}
          autoComplete="off"
        />
        <Field label="Telephone, if they want, as +33…" type="tel" value={phone} onText={setPhone} problem={badPhone} autoComplete="off" />
        {hold.error && badEmail === null && badPhone === null && <ErrorNotice error={hold.error} />}
        <DialogButtons leave="Other flights" onLeave={onClose} confirm="Hold the seats" pending={hold.isPending ? "Holding …" : null} />
      </form>
    </Dialog>
  );
}

function Held({ booking, onClose }: { readonly booking: HeldForTraveller; readonly onClose: () => void }) {
  const { id, recordLocator, expiresAt, payLink, guestToken, contact } = booking;
  return (
    <Dialog title={`Held: ${recordLocator}`} open onClose={onClose}>
      <p>
        {expiresAt ? `Until ${moment(expiresAt)}. ` : ""}Name the passengers and open the payment on its page, or leave both to the
        traveller.
      </p>
      <p className="notice">
        <span className="secret">
          {payLink === null
            ? `No page of travellers is set up here (WEB_URL). Whoever has this key has the booking, and nothing else: `
            : `With this link ${contact.email} names the passengers and pays. It is shown this once; whoever has it has the booking: `}
          <code>{payLink ?? guestToken}</code>
        </span>
      </p>
      <div className="row" data-spread>
        <button type="button" className="button" onClick={() => void navigator.clipboard.writeText(payLink ?? guestToken ?? "")}>
          Copy it
        </button>
        <Link to="/bookings/$bookingId" params={{ bookingId: id }} className="button" data-kind="primary">
          Go on to the booking
        </Link>
      </div>
    </Dialog>
  );
}
