import type { FlightCalendar } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";

import { flightCalendarQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { SearchFilter } from "../../design/filters.tsx";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import "./calendar.css";

const route = getRouteApi("/app/flights/calendar");
const monthName = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** The flights of a month by their local days of departure; each day leads to its list. */
export function CalendarScreen() {
  const { q, month = new Date().toISOString().slice(0, 7) } = route.useSearch();
  const set = useSetSearch<{ q?: string; month?: string }>();
  const name = monthName.format(new Date(`${month}-01`));
  const calendar = useQuery(flightCalendarQuery({ month, ...(q !== undefined && { query: q }) }));
  return (
    <div className="page">
      <div className="page-head">
        <div className="page-title">
          <p className="small">
            <Link to="/flights">Flights</Link>
          </p>
          <Heading name={`Flights, ${name}`}>{name}</Heading>
        </div>
        <div className="row">
          <button type="button" className="button" onClick={() => set("month")(shifted(month, -1))}>
            Month before
          </button>
          <button type="button" className="button" onClick={() => set("month")(shifted(month, 1))}>
            Month after
          </button>
        </div>
      </div>
      <div className="card">
        <div className="card-body filters">
          <SearchFilter label="NV 123, CDG or CDG-LIS" value={q ?? ""} onText={set("q")} />
        </div>
        <div className="card-body">
          {calendar.error && <ErrorNotice error={calendar.error} onRetry={() => void calendar.refetch()} />}
          {calendar.isPending && <Loading lines={8} />}
          {calendar.data && !calendar.error && <Days days={calendar.data.days} q={q} />}
        </div>
      </div>
    </div>
  );
}

/** `2026-12` and one more: `2027-01`. */
function shifted(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7);
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const longDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

function Days({ days, q }: { readonly days: FlightCalendar["days"]; readonly q: string | undefined }) {
  const first = new Date(days[0]?.date ?? 0).getUTCDay();
  return (
    <>
      <div className="month month-head muted small" aria-hidden>
        {weekdays.map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      <ol className="month">
        {days.map((day, index) => (
          <li key={day.date} style={index === 0 ? { gridColumnStart: first === 0 ? 7 : first } : undefined}>
            <Day day={day} q={q} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Day({
  day: { date, flights, delayed, cancelled, seats, sold },
  q,
}: {
  readonly day: FlightCalendar["days"][number];
  readonly q: string | undefined;
}) {
  const notes = [delayed > 0 ? `${delayed} delayed` : null, cancelled > 0 ? `${cancelled} cancelled` : null].filter(
    (note) => note !== null,
  );
  return (
    <Link
      to="/flights"
      search={{ date, ...(q !== undefined && { q }) }}
      className="month-day"
      data-none={flights === 0 ? "" : undefined}
      data-late={notes.length > 0 ? "" : undefined}
    >
      <span className="hidden-text">{longDay.format(new Date(date))}:</span>
      <span className="muted small num" aria-hidden>
        {Number(date.slice(8))}
      </span>
      <strong className="num">
        {flights.toLocaleString("en")}
        <span className="hidden-text">{flights === 1 ? " flight" : " flights"}</span>
      </strong>
      {seats > 0 && <DayLoad seats={seats} sold={sold} />}
      <span className="small month-notes">{notes.join(", ")}</span>
    </Link>
  );
}

/** How full the flights of a day are; on a phone the line says it alone. */
function DayLoad({ seats, sold }: Pick<FlightCalendar["days"][number], "seats" | "sold">) {
  const percent = Math.floor((sold / seats) * 100);
  return (
    <span className="month-load">
      <svg className="meter" aria-hidden preserveAspectRatio="none">
        <rect width="100%" height="6" rx="3" className="load-room" />
        <rect width={`${(sold / seats) * 100}%`} height="6" rx="3" className="load-sold" />
      </svg>
      <span className="small muted num">
        {percent} %<span className="hidden-text"> of {seats.toLocaleString("en")} seats sold</span>
      </span>
    </span>
  );
}
