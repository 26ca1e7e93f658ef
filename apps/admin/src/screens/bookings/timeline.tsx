import type { BookingRecord } from "@skyhold/sdk";
import { CreditCard, Mail, RotateCcw, ShieldAlert, StickyNote, Ticket, UserCog, Armchair } from "lucide-react";

import { moment } from "../../design/format.ts";

const icons = {
  booking: Armchair,
  payment: CreditCard,
  refund: RotateCcw,
  ticket: Ticket,
  message: Mail,
  staff: UserCog,
  note: StickyNote,
  dispute: ShieldAlert,
};

/** All that happened, the latest first. */
export function Timeline({ events }: { readonly events: BookingRecord["timeline"] }) {
  return (
    <ol className="timeline">
      {events.toReversed().map((event, index) => {
        const Icon = icons[event.about];
        return (
          <li key={index}>
            <Icon aria-hidden />
            <div>
              <p>{event.text}</p>
              {event.detail !== null && <p className="muted small">{event.detail}</p>}
              <time className="muted small num" dateTime={event.at.toISOString()}>
                {moment(event.at)}
              </time>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
