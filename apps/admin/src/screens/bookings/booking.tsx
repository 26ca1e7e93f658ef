import type { BookingRecord } from "@skyhold/sdk";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { StateBadge, ToldMark } from "../../design/badge.tsx";
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
import { useLiveBooking } from "./use-live-booking.ts";
import "./booking.css";

const route = getRouteApi("/app/bookings/$bookingId");

/** One booking with all that is on record about it, as it changes, and what may be done with it. */
export function BookingScreen() {
  const { bookingId } = route.useParams();
  const { record, told } = useLiveBooking(bookingId);
  return (
    <div className="page">
      {record.error && (
        <ErrorNotice error={record.error} onRetry={() => void record.refetch()} list={<Link to="/bookings">All bookings</Link>} />
      )}
      {record.isPending && (
        <div className="card">
          <Loading lines={10} />
        </div>
      )}
      {record.data && <Found record={record.data} mark={<ToldMark told={told} />} />}
    </div>
  );
}

interface FoundProps {
  readonly record: BookingRecord;
  /** Whether it follows what happens. */
  readonly mark: ReactNode;
}

function Found({ record, mark }: FoundProps) {
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
          <Card title="What happened" aside={mark}>
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
