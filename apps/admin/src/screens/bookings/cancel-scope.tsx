import type { Booking } from "@skyhold/sdk";

/** What of a booking is to be cancelled: passengers and flights by index; nothing chosen is all that is left. */
export interface Scope {
  readonly passengers: readonly number[];
  readonly segments: readonly number[];
}

/** All of it. */
export const everything: Scope = { passengers: [], segments: [] };

/** A scope as the API takes it. */
export function toInput({ passengers, segments }: Scope): { passengers?: number[]; segments?: number[] } {
  return { ...(passengers.length > 0 && { passengers: [...passengers] }), ...(segments.length > 0 && { segments: [...segments] }) };
}

interface ScopeChoiceProps {
  readonly booking: Booking;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

/** Who is to be taken off which flights; offered where there is more than one of either. */
export function ScopeChoice({ booking: { passengers, segments }, scope, onScope }: ScopeChoiceProps) {
  const people = passengers.flatMap(({ givenName, surname, cancelled }, index) =>
    cancelled.every(Boolean) ? [] : [{ index, name: surname === null ? `Passenger ${index + 1}` : `${givenName ?? ""} ${surname}` }],
  );
  const flights = segments.flatMap(({ flight }, index) =>
    passengers.every(({ cancelled }) => cancelled[index])
      ? []
      : [{ index, name: `${flight.designator}, ${flight.origin.iata} → ${flight.destination.iata}` }],
  );
  return (
    <div className="scope">
      <Options
        title="Passengers"
        options={people}
        chosen={scope.passengers}
        onChange={(indexes) => onScope({ ...scope, passengers: indexes })}
      />
      <Options title="Flights" options={flights} chosen={scope.segments} onChange={(indexes) => onScope({ ...scope, segments: indexes })} />
    </div>
  );
}

interface OptionsProps {
  readonly title: string;
  readonly options: readonly { readonly index: number; readonly name: string }[];
  readonly chosen: readonly number[];
  readonly onChange: (indexes: readonly number[]) => void;
}

function Options({ title, options, chosen, onChange }: OptionsProps) {
  if (options.length < 2) return null;
  const toggle = (index: number) => onChange(chosen.includes(index) ? chosen.filter((other) => other !== index) : [...chosen, index]);
  return (
    <fieldset className="ticks">
      <legend className="small">{title}</legend>
      <label className="row">
        <input type="checkbox" checked={chosen.length === 0} onChange={() => onChange([])} />
        All
      </label>
      {options.map(({ index, name }) => (
        <label key={index} className="row">
          <input type="checkbox" checked={chosen.includes(index)} onChange={() => toggle(index)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
