import type { Booking } from "@skyhold/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { DialogButtons } from "../../design/dialog-buttons.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { ErrorNotice } from "../../design/states.tsx";
import { passengerTypes } from "./booking-trip.tsx";

const fields = [
  { key: "givenName", label: "Given name" },
  { key: "surname", label: "Surname" },
  { key: "birthDate", label: "Born" },
] as const;

type Person = Readonly<Record<(typeof fields)[number]["key"], string>>;

function usePeople(booking: Booking, onDone: () => void) {
  const client = useQueryClient();
  const [people, setPeople] = useState<readonly Person[]>(() =>
    booking.passengers.map(({ givenName, surname, birthDate }) => ({
      givenName: givenName ?? "",
      surname: surname ?? "",
      birthDate: birthDate ?? "",
    })),
  );
  const save = useMutation({
    mutationFn: () => skyhold.admin.bookings.setPassengers({ bookingId: booking.id, passengers: [...people] }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
  return { people, setPeople, save };
}

/** Who travels, as in their passports. What was typed stays until the API has taken it. */
export function PassengersDialog({ booking, onClose }: { readonly booking: Booking; readonly onClose: () => void }) {
  const { people, setPeople, save } = usePeople(booking, onClose);
  const write = (index: number, next: Person) => setPeople(people.map((person, at) => (at === index ? next : person)));
  const problems = people.flatMap((_, index) => fields.map(({ key }) => fieldError(save.error, `passengers[${index}].${key}`)));
  return (
    <Dialog title={`Who travels on ${booking.recordLocator}`} open onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {people.map((person, index) => (
          <fieldset key={index} className="person">
            <legend className="small">
              {index + 1}. {passengerTypes[booking.passengers[index]?.type ?? "ADT"]}
            </legend>
            <PersonFields person={person} path={`passengers[${index}]`} error={save.error} onPerson={(next) => write(index, next)} />
          </fieldset>
        ))}
        {save.error && problems.every((problem) => problem === null) && <ErrorNotice error={save.error} />}
        <DialogButtons leave="Leave it" onLeave={onClose} confirm="Save the names" pending={save.isPending ? "One moment …" : null} />
      </form>
    </Dialog>
  );
}

interface PersonFieldsProps {
  readonly person: Person;
  readonly path: string;
  readonly error: unknown;
  readonly onPerson: (person: Person) => void;
}

function PersonFields({ person, path, error, onPerson }: PersonFieldsProps) {
  return fields.map(({ key, label }) => (
    <Field
      key={key}
      label={label}
      type={key === "birthDate" ? "date" : "text"}
      value={person[key]}
      onText={(text) => onPerson({ ...person, [key]: text })}
      problem={fieldError(error, `${path}.${key}`)}
      maxLength={60}
      autoComplete="off"
    />
  ));
}
