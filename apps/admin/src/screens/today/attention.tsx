import type { Today } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { cloneElement } from "react";

import { Card } from "../../design/card.tsx";
import { moment } from "../../design/format.ts";

/** What waits for somebody, and whether all is in order. */
export function Attention({ today: { attention, messages, audit } }: { readonly today: Today }) {
  const rows = [
    ["Refunds that have failed", attention.refundsWaiting, <Link key="to" to="/money" search={{ waiting: "yes" }} />],
    ["Disputes that are open", attention.disputesOpen, <Link key="to" to="/money" search={{ tab: "disputes" }} />],
    ["Differences from Stripe's account", attention.differencesOpen, <Link key="to" to="/money" search={{ tab: "differences" }} />],
    ["Payments that do not move on", attention.paymentsStuck, <Link key="to" to="/money" search={{ tab: "payments", stuck: "yes" }} />],
    ["Mails that could not be sent", messages.failed, <Link key="to" to="/messages" search={{ state: "failed" }} />],
  ] as const;
  return (
    <Card title="Needs attention">
      <ul className="attention">
        {rows.map(([title, count, link]) => (
          <li key={title} data-due={count > 0 ? "" : undefined}>
            {count > 0 ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
            {cloneElement(link, {}, title)}
            <span className="num">{count}</span>
          </li>
        ))}
        <li data-due={audit?.holds === false ? "" : undefined}>
          {audit?.holds === false ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
          <span>
            <Link to="/invariants">
              {audit === null ? "No audit has run yet; the first is tonight" : `Audit of ${moment(audit.checkedAt)}`}
            </Link>
            {audit && !audit.holds && <span className="small">: {audit.violated.join(", ")}</span>}
          </span>
          <span>{audit === null ? "" : audit.holds ? "all holds" : "broken"}</span>
        </li>
      </ul>
      <p className="list-foot">
        {messages.pending === 0 ? "Every mail has gone out." : `${messages.pending} mails are on their way.`}{" "}
        <Link to="/audit">Audit log</Link>
      </p>
    </Card>
  );
}
