import type { Today } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { money } from "../../design/format.ts";
import { TimeLeft } from "../../design/time-left.tsx";

/** The holds whose time is over first, counting down. */
export function HoldsRunningOut({ holds }: { readonly holds: Today["holds"] }) {
  return (
    <Card
      title="Holds running out"
      aside={
        <Link to="/bookings" search={{ unpaid: "yes" }}>
          All of them
        </Link>
      }
    >
      {holds.next.length === 0 && <p className="card-body muted">Nobody holds a seat without having paid for it.</p>}
      <ul className="countdowns">
        {holds.next.map(({ bookingId, recordLocator, name, total, expiresAt }) => (
          <li key={bookingId}>
            <Link to="/bookings/$bookingId" params={{ bookingId }} className="mono">
              {recordLocator}
            </Link>
            <span className="muted">{name ?? "Not named yet"}</span>
            <span className="num">{money(total)}</span>
            <TimeLeft until={expiresAt} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
