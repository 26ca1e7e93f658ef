import type { Aircraft } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ReactNode } from "react";

import { skyhold } from "../../app/client.ts";
import { oneAircraftQuery } from "../../app/queries.ts";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { AircraftForm } from "./aircraft-form.tsx";
import "./supply.css";

const route = getRouteApi("/app/aircraft/$iata");

/** A new aircraft type, its seats drawn while they are written. */
export function NewAircraftScreen() {
  const navigate = useNavigate();
  return (
    <div className="page">
      <Title name="New aircraft" />
      <AircraftForm
        initial={{ iata: "", icao: "", name: "", layout: "J 1-3 AC-DF; Y 4-30 ABC-DEF exit 12,13", reason: "" }}
        confirm="Add the aircraft"
        run={(values) => skyhold.admin.aircraft.create({ ...values, iata: values.iata.toUpperCase() })}
        onDone={({ iata }) => void navigate({ to: "/aircraft/$iata", params: { iata } })}
      />
    </div>
  );
}

/** One aircraft type and its seats. Another layout is for flights that are made from then on. */
export function AircraftScreen() {
  const { iata } = route.useParams();
  const aircraft = useQuery(oneAircraftQuery(iata));
  return (
    <div className="page">
      {aircraft.error && (
        <ErrorNotice
          error={aircraft.error}
          onRetry={() => void aircraft.refetch()}
          list={
            <Link to="/supply" search={{ tab: "aircraft" }}>
              All aircraft
            </Link>
          }
        />
      )}
      {aircraft.isPending && (
        <div className="card">
          <Loading lines={8} />
        </div>
      )}
      {aircraft.data && <Found key={iata} aircraft={aircraft.data} />}
    </div>
  );
}

function Found({ aircraft }: { readonly aircraft: Aircraft }) {
  const { iata, name, version } = aircraft;
  const [opened, setOpened] = useState(aircraft);
  const [saved, setSaved] = useState(false);
  const onDone = (after: Aircraft) => {
    setOpened(after);
    setSaved(true);
  };
  return (
    <>
      <Title name={name}>
        {name} <span className="muted mono">{iata}</span>
      </Title>
      <p className="notice">Flights on sale keep the seats that they were sold with: another layout is for those made from now on.</p>
      {saved && (
        <p className="notice" role="status">
          Saved.
        </p>
      )}
      <AircraftForm
        initial={typedOf(aircraft)}
        opened={typedOf(opened)}
        known
        confirm="Save the aircraft"
        run={(values) => skyhold.admin.aircraft.update({ ...values, version })}
        onDone={onDone}
      />
    </>
  );
}

const typedOf = ({ iata, icao, name, layout }: Aircraft) => ({ iata, icao, name, layout, reason: "" });

function Title({ name, children }: { readonly name: string; readonly children?: ReactNode }) {
  return (
    <div className="page-title">
      <p className="small">
        <Link to="/supply" search={{ tab: "aircraft" }}>
          Aircraft
        </Link>
      </p>
      <Heading name={name}>{children}</Heading>
    </div>
  );
}
