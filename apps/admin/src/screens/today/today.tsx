import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";

import { flightsQuery, todayQuery } from "../../app/queries.ts";
import { moment } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { Attention } from "./attention.tsx";
import { Departures } from "./departures.tsx";
import { Figures } from "./figures.tsx";
import { HoldsRunningOut } from "./holds.tsx";
import "./today.css";

const SalesCharts = lazy(async () => ({ default: (await import("./sales-charts.tsx")).SalesCharts }));

/** What staff look at first: what leaves, what was sold, and what waits for somebody. */
export function TodayScreen() {
  const today = useQuery(todayQuery);
  const board = useInfiniteQuery(flightsQuery({ limit: 13 }));
  return (
    <div className="page">
      <div className="page-head">
        <h1>Today</h1>
        {today.data && <p className="muted small num">As of {moment(today.data.now)}</p>}
      </div>
      {today.error && <ErrorNotice error={today.error} onRetry={() => void today.refetch()} />}
      {today.isPending && (
        <div className="card">
          <Loading />
        </div>
      )}
      {today.data && <Figures today={today.data} />}
      <div className="today-columns">
        <Departures query={board} />
        {today.data && (
          <div className="stack">
            <Attention today={today.data} />
            <HoldsRunningOut holds={today.data.holds} />
          </div>
        )}
      </div>
      <Suspense
        fallback={
          <div className="card">
            <Loading />
          </div>
        }
      >
        {today.data && <SalesCharts days={today.data.days} />}
      </Suspense>
    </div>
  );
}
