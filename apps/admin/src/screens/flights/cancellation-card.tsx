import type { FlightCancellation } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { skyhold } from "../../app/client.ts";
import { useTold } from "../../app/use-told.ts";
import { Card } from "../../design/card.tsx";
import { count, money, moment } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";

/** How far the cancellation of a flight has come: bookings, money, mails. Follows by itself until all of it is done. */
export function CancellationCard({ flightId }: { readonly flightId: string }) {
  const { event, error, again } = useTold(
    flightId,
    (signal) => skyhold.admin.flights.watchCancellation({ flightId }, { signal }),
    ({ cancellation }) => isOver(cancellation),
  );
  return (
    <Card title="This flight is cancelled" aside={event && <Overall progress={event.cancellation} />}>
      {error !== null && <ErrorNotice error={error} onRetry={again} />}
      {!event && error === null && <Loading lines={3} />}
      {event && <Progress progress={event.cancellation} />}
    </Card>
  );
}

/** Whether everybody has their money and their mail. */
const isOver = ({ done, repayments, messages }: FlightCancellation) => done && repayments.open === 0 && messages.sent === messages.queued;

function Overall({ progress }: { readonly progress: FlightCancellation }) {
  const [failed, over] = [progress.repayments.failed > 0, isOver(progress)];
  return (
    <span className="badge" data-tone={failed ? "bad" : over ? "good" : "info"} role="status">
      {failed ? "Refunds wait for staff" : over ? "All done" : "Under way"}
    </span>
  );
}

function Progress({ progress }: { readonly progress: FlightCancellation }) {
  const { waiting, refunded, released, passengers, refunds, repayments, messages, reason, cancelledAt } = progress;
  return (
    <div className="card-body stack">
      <p className="muted">
        {moment(cancelledAt)}: {reason}
      </p>
      <ul className="progress-lines">
        <Line title="Bookings" done={refunded + released} of={refunded + released + waiting}>
          {count(refunded, "paid booking")} with {count(passengers, "passenger")} taken off it, {count(released, "unpaid one")} ended
        </Line>
        <Line title="Refunds" done={repayments.made} of={repayments.made + repayments.open + repayments.failed}>
          <strong className="num">{refunds.map(money).join(" and ") || "Nothing"}</strong> goes back
          {repayments.failed > 0 && (
            <>
              ; {count(repayments.failed, "refund")} failed:{" "}
              <Link to="/money" search={{ waiting: "yes", flight: progress.flightId }}>
                see to them
              </Link>
            </>
          )}
        </Line>
        <Line title="Mails" done={messages.sent} of={messages.queued}>
          {messages.sent} sent of {messages.queued}
        </Line>
      </ul>
      <p className="small">
        <Link to="/money" search={{ flight: progress.flightId }}>
          Its refunds
        </Link>
      </p>
    </div>
  );
}

interface LineProps {
  readonly title: string;
  readonly done: number;
  readonly of: number;
  readonly children: ReactNode;
}

function Line({ title, done, of, children }: LineProps) {
  const share = of === 0 ? 100 : (done / of) * 100;
  return (
    <li>
      <strong>{title}</strong>
      <span>
        <svg className="meter" role="img" aria-label={`${title}: ${done} of ${of}`} preserveAspectRatio="none">
          <rect width="100%" height="6" rx="3" className="load-room" />
          <rect width={`${share}%`} height="6" rx="3" className="load-sold" />
        </svg>
        <span className="small muted">{children}</span>
      </span>
      <span className="num">
        {done} / {of}
      </span>
    </li>
  );
}
