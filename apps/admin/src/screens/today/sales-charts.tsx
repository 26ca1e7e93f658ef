import type { Today } from "@skyhold/sdk";
import { useState } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { Card } from "../../design/card.tsx";
import { money } from "../../design/format.ts";

type Days = Today["days"];
const day = (date: string) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(date));
const tick = { fill: "var(--muted)", fontSize: 12 };

/** Bookings and revenue by day. Amounts of different currencies are never added up: one is chosen. */
export function SalesCharts({ days }: { readonly days: Days }) {
  const currencies = [...new Set(days.flatMap(({ revenue }) => revenue.map(({ currency }) => currency)))].toSorted();
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen ?? busiest(days, currencies);
  const amounts = days.map(({ date, revenue }) => ({ date, value: revenue.find((sum) => sum.currency === currency)?.amount ?? 0 }));
  const bookings = days.map(({ date, bookings: value }) => ({ date, value }));
  return (
    <div className="charts">
      <Card title="Bookings by day (UTC)">
        <Chart rows={bookings} show={(value) => value.toLocaleString("en")} label="Bookings" />
      </Card>
      <Card
        title="Revenue by day (UTC)"
        aside={
          currencies.length > 1 && (
            <select
              className="input chart-choice"
              aria-label="Currency"
              value={currency}
              onChange={(event) => setChosen(event.target.value)}
            >
              {currencies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          )
        }
      >
        <Chart rows={amounts} show={(amount) => money({ amount, currency })} label="Revenue" />
      </Card>
    </div>
  );
}

/** The currency with the most days of sales. */
function busiest(days: Days, currencies: readonly string[]): string {
  const count = (code: string) => days.filter(({ revenue }) => revenue.some(({ currency }) => currency === code)).length;
  return currencies.toSorted((a, b) => count(b) - count(a))[0] ?? "EUR";
}

interface ChartProps {
  readonly rows: readonly { readonly date: string; readonly value: number }[];
  readonly show: (value: number) => string;
  readonly label: string;
}

function Chart({ rows, show, label }: ChartProps) {
  const data = rows.map(({ date, value }) => ({ day: day(date), value }));
  const total = show(rows.reduce((sum, { value }) => sum + value, 0));
  return (
    <figure className="chart">
      <figcaption className="hidden-text">
        {label}: {total} in {rows.length} days. {rows.map(({ date, value }) => `${day(date)}: ${show(value)}`).join("; ")}
      </figcaption>
      <p className="chart-total num">{total}</p>
      <div aria-hidden className="chart-box">
        <ResponsiveContainer width="100%" height={180}>
          <BarChart data={data} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="day" tickLine={false} axisLine={false} tick={tick} minTickGap={24} />
            <YAxis hide domain={[0, "auto"]} />
            <Tooltip
              cursor={{ fill: "var(--hover)" }}
              formatter={(value) => [show(Number(value)), label]}
              contentStyle={{ background: "var(--raised)", border: "1px solid var(--line)", borderRadius: 10 }}
            />
            <Bar dataKey="value" fill="var(--accent)" radius={[4, 4, 0, 0]} maxBarSize={36} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
