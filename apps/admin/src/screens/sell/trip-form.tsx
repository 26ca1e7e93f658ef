import { useState } from "react";

import { Field, fieldError } from "../../design/field.tsx";
import type { Labelled } from "../../design/field.tsx";
import { AirportField } from "./airport-field.tsx";

/** Who wants to go where, as it was typed. */
export interface Trip {
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly adults: string;
  readonly children: string;
  readonly infants: string;
}

interface TripFormProps {
  readonly trip: Trip;
  /** What the API had against the trip. */
  readonly error: unknown;
  readonly onTrip: (trip: Trip) => void;
}

/** The question of a search for flights. */
export function TripForm({ trip, error, onTrip }: TripFormProps) {
  const [draft, setDraft] = useState(trip);
  const write = (key: keyof Trip) => (text: string) => setDraft({ ...draft, [key]: text });
  return (
    <form
      className="trip"
      onSubmit={(event) => {
        event.preventDefault();
        onTrip(draft);
      }}
    >
      <AirportField label="From" value={draft.from} onCode={write("from")} problem={fieldError(error, "origin")} />
      <AirportField label="To" value={draft.to} onCode={write("to")} problem={fieldError(error, "destination")} />
      <Field
        label="Day, where it leaves"
        type="date"
        required
        value={draft.date}
        onText={write("date")}
        problem={fieldError(error, "departureDate")}
      />
      <Count label="Adults" value={draft.adults} onText={write("adults")} problem={fieldError(error, "passengers.adults")} />
      <Count label="Children" value={draft.children} onText={write("children")} problem={fieldError(error, "passengers.children")} />
      <Count label="Infants" value={draft.infants} onText={write("infants")} problem={fieldError(error, "passengers.infants")} />
      <button type="submit" className="button" data-kind="primary">
        Find flights
      </button>
    </form>
  );
}

function Count(props: Labelled) {
  return <Field {...props} type="number" min={0} max={9} required />;
}
