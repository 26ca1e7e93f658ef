import type { Aircraft } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { aircraftTypesQuery } from "../../app/queries.ts";
import { Field, SelectField } from "../../design/field.tsx";
import { word } from "../../design/format.ts";
import type { Form } from "../../design/use-form.ts";
import { AirportField } from "./airport-field.tsx";

type Bind = Pick<Form<string>, "bind">;

/** The cabins of the aircraft that is chosen. */
export function useCabins(aircraft: string): readonly Aircraft["cabins"][number]["cabin"][] {
  const types = useQuery(aircraftTypesQuery);
  return types.data?.find(({ iata }) => iata === aircraft)?.cabins.map(({ cabin }) => cabin) ?? [];
}

/** Fields that belong together, under a title. */
export function FieldGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>{title}</legend>
      <div className="fields">{children}</div>
    </fieldset>
  );
}

/** Who flies, from where to where; it never changes. */
export function RouteFields({ bind, children }: Bind & { readonly children?: ReactNode }) {
  return (
    <>
      <FieldGroup title="Flight">
        <Field label="Airline" maxLength={2} placeholder="NV" {...bind("airline")} />
        <Field label="Number" type="number" inputMode="numeric" min={1} max={9999} {...bind("flightNumber")} />
        {children}
      </FieldGroup>
      <FieldGroup title="Route">
        <AirportField label="From" {...bind("origin")} />
        <AirportField label="To" {...bind("destination")} />
      </FieldGroup>
    </>
  );
}

/** When it leaves by the clocks of the airport, and how long it takes. */
export function TimeFields({ bind, children }: Bind & { readonly children?: ReactNode }) {
  return (
    <FieldGroup title="Times">
      {children}
      <Field label="Leaves at" type="time" hint="What clocks show at the airport of departure" {...bind("departureTime")} />
      <Field label="Minutes to arrival" type="number" inputMode="numeric" min={10} hint="From gate to gate" {...bind("blockMinutes")} />
    </FieldGroup>
  );
}

/** The aircraft, and what its seats cost. */
export function EquipmentFields({ bind, aircraft }: Bind & { readonly aircraft: string }) {
  const types = useQuery(aircraftTypesQuery);
  const cabins = useCabins(aircraft);
  const options = (types.data ?? []).map(({ iata, name }) => [iata, `${name} (${iata})`] as const);
  return (
    <>
      <FieldGroup title="Aircraft">
        <SelectField label="Aircraft" options={[["", "Choose …"], ...options]} {...bind("aircraft")} />
        <Field label="Currency of its prices" maxLength={3} {...bind("currency")} />
      </FieldGroup>
      {cabins.map((cabin) => (
        <FieldGroup key={cabin} title={word(cabin)}>
          <Field label="Base fare of an adult" inputMode="decimal" hint="Empty: this cabin is not sold" {...bind(`fares.${cabin}`)} />
          <Field label="To choose a seat" inputMode="decimal" hint="Empty: free of charge" {...bind(`seatFees.${cabin}.seat`)} />
          <Field label="With more legroom" inputMode="decimal" {...bind(`seatFees.${cabin}.legroom`)} />
        </FieldGroup>
      ))}
    </>
  );
}
