import { getRouteApi, Link } from "@tanstack/react-router";

import { Heading } from "../../design/heading.tsx";
import { useActiveInSight } from "../../design/use-active-in-sight.ts";
import { Differences } from "./differences.tsx";
import { Disputes } from "./disputes.tsx";
import { Payments } from "./payments.tsx";
import { Refunds } from "./refunds.tsx";

const route = getRouteApi("/app/money");

const tabs = [
  ["refunds", "Refunds"],
  ["payments", "Payments"],
  ["disputes", "Disputes"],
  ["differences", "Reconciliation"],
] as const;

/** Money that goes back, that is contested, and on which Stripe and we do not agree. */
export function MoneyScreen() {
  const { tab = "refunds" } = route.useSearch();
  return (
    <div className="page">
      <Heading name="Money" />
      <nav ref={useActiveInSight(tab)} className="tabs" aria-label="Money">
        {tabs.map(([key, title]) => (
          <Link
            key={key}
            to="/money"
            search={{ tab: key }}
            className="tab"
            data-status={tab === key ? "active" : undefined}
            aria-current={tab === key ? "page" : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      {tab === "disputes" && <Disputes />}
      {tab === "differences" && <Differences />}
      {tab === "payments" && <Payments />}
      {tab === "refunds" && <Refunds />}
    </div>
  );
}
