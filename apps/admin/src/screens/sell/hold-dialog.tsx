import type { HeldForTraveller, Offer } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { money, moment } from "../../design/format.ts";
import { useForm } from "../../design/use-form.ts";

/** How the traveller is reached, then the hold: the best seats that are free together. */
export function HoldDialog({ offer, onClose }: { readonly offer: Offer; readonly onClose: () => void }) {
  const [held, setHeld] = useState<HeldForTraveller | null>(null);
  const form = useForm({
    initial: { "contact.email": "", "contact.phone": "" },
    run: ({ "contact.email": email, "contact.phone": phone }) =>
      skyhold.admin.bookings.hold({ offer: offer.token, contact: { email, ...(phone.trim() !== "" && { phone: phone.trim() }) } }),
    onDone: setHeld,
  });
  if (held) return <Held booking={held} onClose={onClose} />;
  return (
    <Dialog title={`Hold seats for ${money(offer.total)}`} open onClose={onClose}>
      <p>The best seats that are free together are held until they are paid or their time is over. The price stays.</p>
      <FormBody form={form} confirm="Hold the seats" leave={<LeaveButton onLeave={onClose}>Other flights</LeaveButton>}>
        <Field label="The traveller's e-mail address, for the tickets" type="email" autoComplete="off" {...form.bind("contact.email")} />
        <Field label="Telephone, if they want, as +33…" type="tel" autoComplete="off" {...form.bind("contact.phone")} />
      </FormBody>
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
