import { lazy, Suspense } from "react";

import { LiveMark } from "../../design/badge.tsx";
import { moment } from "../../design/format.ts";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { Attention } from "./attention.tsx";
import { Departures } from "./departures.tsx";
import { Figures } from "./figures.tsx";
import { HoldsRunningOut } from "./holds.tsx";
import { useToday } from "./use-today.ts";
import "./today.css";

const SalesCharts = lazy(async () => ({ default: (await import("./sales-charts.tsx")).SalesCharts }));

/** What staff look at first: what leaves, what was sold, and what waits for somebody. */
export function TodayScreen() {
  const { event, error, again } = useToday();
  return (
    <div className="page">
      <Head now={event?.today.now ?? null} live={error === null} />
      {error !== null && <ErrorNotice error={error} onRetry={again} />}
      {!event && error === null && (
        <div className="card">
          <Loading />
        </div>
      )}
      {event && (
        <>
          <Figures today={event.today} />
          <div className="today-columns">
            <Departures flights={event.departures} />
            <div className="stack">
              <Attention event={event} />
              <HoldsRunningOut holds={event.today.holds} />
            </div>
          </div>
        </>
      )}
      <Suspense
        fallback={
          <div className="card">
            <Loading />
          </div>
        }
      >
        {event && <SalesCharts days={event.today.days} />}
      </Suspense>
    </div>
  );
}

function Head({ now, live }: { readonly now: Date | null; readonly live: boolean }) {
  return (
    <div className="page-head">
      <Heading name="Today" />
      {now && (
        <p className="muted small num row">
          <LiveMark live={live} /> As of {moment(now)}
        </p>
      )}
    </div>
  );
}
