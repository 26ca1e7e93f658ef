import type { Booking } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import { passengerTypes } from "./booking-trip.tsx";

const fields = [
  { key: "givenName", label: "Given name", type: "text" },
  { key: "surname", label: "Surname", type: "text" },
  { key: "birthDate", label: "Born", type: "date" },
] as const;

const pathOf = (index: number, key: (typeof fields)[number]["key"]) => `passengers[${index}].${key}`;

/** Who travels, as in their passports. What was typed stays until the API has taken it. */
export function PassengersDialog({ booking, onClose }: { readonly booking: Booking; readonly onClose: () => void }) {
  const { id: bookingId, recordLocator, passengers } = booking;
  const form = useForm<string, Booking>({
    initial: Object.fromEntries(
      passengers.flatMap((passenger, index) => fields.map(({ key }) => [pathOf(index, key), passenger[key] ?? ""])),
    ),
    run: (values) => {
      const typed = (index: number, key: (typeof fields)[number]["key"]) => values[pathOf(index, key)] ?? "";
      return skyhold.admin.bookings.setPassengers({
        bookingId,
        passengers: passengers.map((_, index) => ({
          givenName: typed(index, "givenName"),
          surname: typed(index, "surname"),
          birthDate: typed(index, "birthDate"),
        })),
      });
    },
    onDone: onClose,
  });
  return (
    <Dialog title={`Who travels on ${recordLocator}`} open onClose={onClose}>
      <FormBody form={form} confirm="Save the names" leave={<LeaveButton onLeave={onClose} />}>
        {passengers.map(({ type }, index) => (
          <fieldset key={index} className="person">
            <legend className="small">
              {index + 1}. {passengerTypes[type]}
            </legend>
            {fields.map(({ key, ...input }) => (
              <Field key={key} {...input} maxLength={60} autoComplete="off" {...form.bind(pathOf(index, key))} />
            ))}
          </fieldset>
        ))}
      </FormBody>
    </Dialog>
  );
}
