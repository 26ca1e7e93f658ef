import { getRouteApi } from "@tanstack/react-router";

import { Heading } from "../../design/heading.tsx";
import { TabNav } from "../../design/tab-nav.tsx";
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
      <TabNav label="Money" to="/money" tabs={tabs} shown={tab} />
      {tab === "disputes" && <Disputes />}
      {tab === "differences" && <Differences />}
      {tab === "payments" && <Payments />}
      {tab === "refunds" && <Refunds />}
    </div>
  );
}
