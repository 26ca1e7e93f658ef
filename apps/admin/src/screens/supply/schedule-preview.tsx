import { isSkyholdError } from "@skyhold/sdk";
import type { CreateScheduleInput, SchedulePreview as Preview } from "@skyhold/sdk";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { skyhold } from "../../app/client.ts";
import { Card } from "../../design/card.tsx";
import { clock, count } from "../../design/format.ts";
import { ErrorNotice } from "../../design/states.tsx";
import { useRested } from "../../design/use-rested.ts";

const days = 28;
const dayMs = 86_400_000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

interface SchedulePreviewProps {
  readonly draft: Omit<CreateScheduleInput, "reason">;
  /** Whether it is not kept yet: then a flight that is there belongs to something else. */
  readonly fresh: boolean;
}

/** The first four weeks of a schedule that is being written, from today where it has begun. */
export function SchedulePreview({ draft, fresh }: SchedulePreviewProps) {
  const rested = useRested(JSON.stringify(draft));
  const begins = Date.parse(draft.validFrom);
  const preview = useQuery({
    queryKey: ["schedule-preview", rested],
    enabled: !Number.isNaN(begins),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const first = Math.max(begins, Date.parse(dateOf(Date.now())));
      const between = { from: dateOf(first), until: dateOf(first + (days - 1) * dayMs) };
      return skyhold.admin.schedules.preview({ ...draft, ...between }, { signal });
    },
  });
  const missing = isSkyholdError(preview.error, "INVALID_INPUT") ? preview.error.message : null;
  const flights = missing === null ? (preview.data?.flights ?? []) : [];
  return (
    <Card title="What it makes in four weeks" aside={<span className="muted small num">{count(flights.length, "flight")}</span>}>
      <div className="card-body stack" aria-live="polite">
        {preview.error && missing === null && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
        {flights.length === 0 && (
          <p className="muted">
            {missing === null ? "Its flights appear here when number, route, times and aircraft are there." : `Not yet: ${missing}`}
          </p>
        )}
        <Flights flights={flights} fresh={fresh} />
      </div>
    </Card>
  );
}

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

function Flights({ flights, fresh }: Pick<Preview, "flights"> & { readonly fresh: boolean }) {
  return (
    <ol className="preview-flights">
      {flights.map(({ date, departs, arrives, clockChange, exists }) => (
        <li key={date} data-exists={fresh && exists ? "" : undefined}>
          <strong className="num">{weekday.format(new Date(date))}</strong>
          <span className="num small">{clock(departs)}</span>
          <span className="num small muted">→ {clock(arrives)}</span>
          {fresh && exists && <span className="small muted">There already: stays as it is</span>}
          {clockChange !== null && (
            <span className="small warn-text">
              {clockChange === "skipped" ? "Clocks skip this time: later" : "Clocks show it twice: the first"}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
