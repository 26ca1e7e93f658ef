import { getRouteApi, Link } from "@tanstack/react-router";

import { Heading } from "../../design/heading.tsx";
import { useActiveInSight } from "../../design/use-active-in-sight.ts";
import { AircraftList } from "./aircraft-list.tsx";
import { Airlines } from "./airlines.tsx";
import { Airports } from "./airports.tsx";
import { Brands } from "./brands.tsx";
import { Charges } from "./charges.tsx";
import { Extras } from "./extras.tsx";
import { Schedules } from "./schedules.tsx";
import "./supply.css";

const route = getRouteApi("/app/supply");

const tabs = [
  ["schedules", "Schedules"],
  ["aircraft", "Aircraft"],
  ["airports", "Airports"],
  ["airlines", "Airlines"],
  ["fares", "Fare brands"],
  ["taxes", "Taxes and fees"],
  ["extras", "Extras"],
] as const;

/** What is on sale, and what it is made from. */
export function SupplyScreen() {
  const { tab = "schedules" } = route.useSearch();
  return (
    <div className="page">
      <Heading name="Supply" />
      <nav ref={useActiveInSight(tab)} className="tabs" aria-label="Supply">
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
      {tab === "airlines" && <Airlines />}
      {tab === "fares" && <Brands />}
      {tab === "taxes" && <Charges />}
      {tab === "extras" && <Extras />}
    </div>
  );
}
