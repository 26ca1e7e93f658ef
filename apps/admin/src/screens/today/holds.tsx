import type { Today } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { left, money } from "../../design/format.ts";
import { useNow } from "../../design/use-now.ts";

/** The holds whose time is over first, counting down. */
export function HoldsRunningOut({ holds }: { readonly holds: Today["holds"] }) {
  const now = useNow();
  return (
    <Card
      title="Holds running out"
      aside={
        <Link to="/bookings" search={{ state: "held" }}>
          All held
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
            <time className="num" dateTime={expiresAt.toISOString()}>
              {left(expiresAt, now)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  );
}
