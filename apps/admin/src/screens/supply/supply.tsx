import { getRouteApi } from "@tanstack/react-router";

import { Heading } from "../../design/heading.tsx";
import { TabNav } from "../../design/tab-nav.tsx";
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
      <TabNav label="Supply" to="/supply" tabs={tabs} shown={tab} />
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
