import type { FlightDetails } from "@skyhold/sdk";
import { Link, useNavigate } from "@tanstack/react-router";

import { skyhold } from "../../app/client.ts";
import { Card } from "../../design/card.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { Heading } from "../../design/heading.tsx";
import { useForm } from "../../design/use-form.ts";
import { EquipmentFields, RouteFields, TimeFields, useCabins } from "../supply/draft-fields.tsx";
import { draftOf, emptyDraft } from "../supply/draft.ts";
import type { Typed } from "../supply/draft.ts";
import "../supply/supply.css";

const initial = { ...emptyDraft, suffix: "", date: "", salesCloseMinutes: "60" };

function create(typed: Typed, cabins: Parameters<typeof draftOf>[1]): Promise<FlightDetails> {
  return skyhold.admin.flights.create({
    ...draftOf(typed, cabins),
    suffix: (typed["suffix"] ?? "").toUpperCase(),
    date: typed["date"] ?? "",
    salesCloseMinutes: Number(typed["salesCloseMinutes"]),
    reason: typed["reason"] ?? "",
  });
}

/** Puts one flight on sale that no schedule has. */
export function NewFlightScreen() {
  const navigate = useNavigate();
  const form = useForm<string, FlightDetails>({
    initial,
    run: (values) => create(values, cabins),
    onDone: ({ id }) => void navigate({ to: "/flights/$flightId", params: { flightId: id } }),
  });
  const { bind, values } = form;
  const aircraft = values["aircraft"] ?? "";
  const cabins = useCabins(aircraft);
  return (
    <div className="page draft-page">
      <Head />
      <Card title="Flight">
        <div className="card-body">
          <FormBody
            form={form}
            confirm="Put the flight on sale"
            leave={
              <Link to="/flights" className="button">
                Leave it
              </Link>
            }
          >
            <RouteFields bind={bind}>
              <Field label="Suffix" maxLength={1} hint="Tells two of a number and day apart" {...bind("suffix")} />
            </RouteFields>
            <TimeFields bind={bind}>
              <Field label="Day" type="date" hint="At the airport of departure" {...bind("date")} />
            </TimeFields>
            <EquipmentFields bind={bind} aircraft={aircraft} />
            <Field label="Minutes before departure at which its sale ends" type="number" min={0} {...bind("salesCloseMinutes")} />
            <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
          </FormBody>
        </div>
      </Card>
    </div>
  );
}

function Head() {
  return (
    <div className="page-title">
      <p className="small">
        <Link to="/flights">Flights</Link>
      </p>
      <Heading name="New flight" />
      <p className="muted">
        One flight on one day. For a flight that comes again, <Link to="/schedules/new">write a schedule</Link>.
      </p>
    </div>
  );
}
