import type { BookingRecord } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { bookingQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { money, moment } from "../../design/format.ts";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { TimeLeft } from "../../design/time-left.tsx";
import { BookingActions } from "./booking-actions.tsx";
import { Books, Payments, PriceLines } from "./booking-money.tsx";
import { Passengers, Trip } from "./booking-trip.tsx";
import { BookingMessages } from "./booking-messages.tsx";
import { Timeline } from "./timeline.tsx";
import "./booking.css";

const route = getRouteApi("/app/bookings/$bookingId");

/** One booking with all that is on record about it, and what may be done with it. */
export function BookingScreen() {
  const { bookingId } = route.useParams();
  const record = useQuery(bookingQuery(bookingId));
  return (
    <div className="page">
      {record.error && <ErrorNotice error={record.error} onRetry={() => void record.refetch()} />}
      {record.isPending && (
        <div className="card">
          <Loading lines={10} />
        </div>
      )}
      {record.data && <Found record={record.data} />}
    </div>
  );
}

function Found({ record }: { readonly record: BookingRecord }) {
  const { booking } = record;
  return (
    <>
      <Head record={record} />
      <div className="booking-columns">
        <div className="stack">
          <Trip booking={booking} />
          <Passengers booking={booking} />
          <Payments record={record} />
          <PriceLines booking={booking} />
          <Books ledger={record.ledger} />
        </div>
        <div className="stack">
          <BookingMessages bookingId={booking.id} />
          <Card title="What happened">
            <Timeline events={record.timeline} />
          </Card>
        </div>
      </div>
    </>
  );
}

function Head({ record: { booking, owner } }: { readonly record: BookingRecord }) {
  const { recordLocator, state, expiresAt, total, contact, createdAt } = booking;
  return (
    <div className="page-head">
      <div className="page-title">
        <p className="small">
          <Link to="/bookings">Bookings</Link>
        </p>
        <div className="row">
          <Heading name={recordLocator}>
            <span className="mono">{recordLocator}</span>
          </Heading>
          <StateBadge state={state} />
          {expiresAt && (
            <span className="badge" data-tone="warn">
              <TimeLeft until={expiresAt} /> left
            </span>
          )}
        </div>
        <p className="muted small">
          {owner.kind === "guest" ? "Guest" : owner.name} · {contact.email}
          {contact.phone === null ? "" : ` · ${contact.phone}`} · made {moment(createdAt)}
        </p>
      </div>
      <strong className="num booking-total">{money(total)}</strong>
      <BookingActions booking={booking} />
    </div>
  );
}
