import type { Today } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { money } from "../../design/format.ts";

/** The four numbers of the day, each a way to its list. */
export function Figures({ today }: { readonly today: Today }) {
  const { departures, seats, holds, days } = today;
  const sales = days.at(-1) ?? { bookings: 0, revenue: [] };
  const flights = Object.values(departures).reduce((sum, count) => sum + count, 0);
  const load = seats.capacity === 0 ? 0 : Math.round((seats.sold / seats.capacity) * 1000) / 10;
  const [first, ...others] = sales.revenue.toSorted((a, b) => b.amount - a.amount);
  return (
    <div className="figures">
      <Figure title="Departures in 24 hours" value={flights.toLocaleString("en")} link={<Link to="/flights">All flights</Link>}>
        {departures.delayed} delayed, {departures.cancelled} cancelled
      </Figure>
      <Figure title="Seats sold on them" value={`${load} %`} link={<Link to="/flights">By flight</Link>}>
        {seats.sold.toLocaleString("en")} of {seats.capacity.toLocaleString("en")}
      </Figure>
      <Figure
        title="Bookings today (UTC)"
        value={sales.bookings.toLocaleString("en")}
        link={
          <Link to="/bookings" search={{ state: "confirmed" }}>
            Confirmed
          </Link>
        }
      >
        {first ? [first, ...others].map(money).join(" · ") : "Nothing sold yet"}
      </Figure>
      <Figure
        title="Holds that are not paid"
        value={holds.count.toLocaleString("en")}
        link={
          <Link to="/bookings" search={{ state: "held" }}>
            Held
          </Link>
        }
      >
        Seats that come back unless they are paid
      </Figure>
    </div>
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
