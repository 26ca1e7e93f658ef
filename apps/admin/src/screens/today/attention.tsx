import type { Today, TodayEvent } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { cloneElement } from "react";

import { Card } from "../../design/card.tsx";
import { count, moment } from "../../design/format.ts";

/** What waits for somebody, and whether all is in order. */
export function Attention({ event: { today, queues } }: { readonly event: TodayEvent }) {
  const { attention, messages, audit } = today;
  const rows = [
    ["Refunds that have failed", attention.refundsWaiting, <Link key="to" to="/money" search={{ waiting: "yes" }} />],
    ["Disputes that are open", attention.disputesOpen, <Link key="to" to="/money" search={{ tab: "disputes", open: "yes" }} />],
    ["Differences from Stripe's account", attention.differencesOpen, <Link key="to" to="/money" search={{ tab: "differences" }} />],
    ["Payments that do not move on", attention.paymentsStuck, <Link key="to" to="/money" search={{ tab: "payments", stuck: "yes" }} />],
    ["Mails that could not be sent", messages.failed, <Link key="to" to="/messages" search={{ state: "failed" }} />],
    ["Jobs that have failed", queues.failed, <Link key="to" to="/jobs" />],
    ["Jobs that no worker takes", queues.late, <Link key="to" to="/jobs" />],
  ] as const;
  return (
    <Card title="Needs attention">
      <ul className="attention">
        {rows.map(([title, number, link]) => (
          <li key={title} data-due={number > 0 ? "" : undefined}>
            {number > 0 ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
            {cloneElement(link, {}, title)}
            <span className="num">{number.toLocaleString("en")}</span>
          </li>
        ))}
        <LastAudit audit={audit} />
      </ul>
      <p className="list-foot">
        <Link to="/messages" search={{ state: "pending" }}>
          {messages.pending === 0 ? "Every mail has gone out." : `${count(messages.pending, "mail")} on the way.`}
        </Link>{" "}
        <Link to="/audit">Audit log</Link>
      </p>
    </Card>
  );
}

function LastAudit({ audit }: Pick<Today, "audit">) {
  const broken = audit?.holds === false;
  return (
    <li data-due={broken ? "" : undefined}>
      {broken ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
      <span>
        <Link to="/invariants">
          {audit === null ? "No audit has run yet; the first is tonight" : `Audit of ${moment(audit.checkedAt)}`}
        </Link>
        {audit && !audit.holds && <span className="small">: {count(audit.violated.length, "fact")} to look at</span>}
      </span>
      <span>{audit === null ? "" : audit.holds ? "all holds" : "broken"}</span>
    </li>
  );
}
