import { getRouteApi, Link } from "@tanstack/react-router";

import { AircraftList } from "./aircraft-list.tsx";
import { Airports } from "./airports.tsx";
import { Fares } from "./fares.tsx";
import { Schedules } from "./schedules.tsx";
import "./supply.css";

const route = getRouteApi("/app/supply");

const tabs = [
  ["schedules", "Schedules"],
  ["aircraft", "Aircraft"],
  ["airports", "Airports"],
  ["fares", "Fares and taxes"],
] as const;

/** What is on sale, and what it is made from. */
export function SupplyScreen() {
  const { tab = "schedules" } = route.useSearch();
  return (
    <div className="page">
      <h1>Supply</h1>
      <nav className="tabs" aria-label="Supply">
        {tabs.map(([key, title]) => (
          <Link
            key={key}
            to="/supply"
            search={{ tab: key }}
            className="tab"
            data-status={tab === key ? "active" : undefined}
            aria-current={tab === key ? "page" : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
      {tab === "schedules" && <Schedules />}
      {tab === "aircraft" && <AircraftList />}
      {tab === "airports" && <Airports />}
      {tab === "fares" && <Fares />}
    </div>
  );
}
