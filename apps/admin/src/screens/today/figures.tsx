import type { Today } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { money } from "../../design/format.ts";

const soon = { to: "/flights", search: { soon: "yes" } } as const;

/** The four numbers of the day, each a way to the list of what it counts. */
export function Figures({ today }: { readonly today: Today }) {
  const { seats, holds, days } = today;
  const load = seats.capacity === 0 ? 0 : Math.round((seats.sold / seats.capacity) * 1000) / 10;
  return (
    <div className="figures">
      <Departing departures={today.departures} />
      <Figure title="Seats sold on them" value={`${load} %`} link={<Link {...soon}>By flight</Link>}>
        {seats.sold.toLocaleString("en")} of {seats.capacity.toLocaleString("en")}
      </Figure>
      <Sold day={days.at(-1)} />
      <Figure
        title="Holds that are not paid"
        value={holds.count.toLocaleString("en")}
        link={
          <Link to="/bookings" search={{ unpaid: "yes" }}>
            These bookings
          </Link>
        }
      >
        Seats that come back unless they are paid
      </Figure>
    </div>
  );
}

function Departing({ departures }: Pick<Today, "departures">) {
  const flights = Object.values(departures).reduce((sum, count) => sum + count, 0);
  return (
    <Figure title="Departures in 24 hours" value={flights.toLocaleString("en")} link={<Link {...soon}>These flights</Link>}>
      <Link to="/flights" search={{ soon: "yes", status: "delayed" }}>
        {departures.delayed} delayed
      </Link>
      ,{" "}
      <Link to="/flights" search={{ soon: "yes", status: "cancelled" }}>
        {departures.cancelled} cancelled
      </Link>
    </Figure>
  );
}

function Sold({ day }: { readonly day: Today["days"][number] | undefined }) {
  if (!day) return null;
  const sums = day.revenue.toSorted((a, b) => b.amount - a.amount);
  return (
    <Figure
      title="Bookings today (UTC)"
      value={day.bookings.toLocaleString("en")}
      link={
        <Link to="/bookings" search={{ confirmed: day.date }}>
          These bookings
        </Link>
      }
    >
      {sums.map(money).join(" · ") || "Nothing sold yet"}
    </Figure>
  );
}

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly link: ReactNode;
  readonly children: ReactNode;
}

function Figure({ title, value, link, children }: FigureProps) {
  return (
    <section className="card figure" aria-label={title}>
      <h2 className="muted small">{title}</h2>
      <p className="figure-value num">{value}</p>
      <p className="muted small num figure-detail">{children}</p>
      <p className="small">{link}</p>
    </section>
  );
}
