import type { AirlineForStaff } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";

type Path = "iata" | "icao" | "accountingCode" | "name" | "licenceCountry" | "reason";

interface AirlineDialogProps {
  /** Null: a new one. */
  readonly airline: AirlineForStaff | null;
  readonly onClose: () => void;
}

/** An airline as staff write it. */
export function AirlineDialog({ airline, onClose }: AirlineDialogProps) {
  const form = useForm<Path, AirlineForStaff>({
    initial: typedOf(airline),
    run: (typed) => send(airline === null, typed),
    onDone: onClose,
  });
  const { bind } = form;
  const known = airline !== null;
  return (
    <Dialog title={airline === null ? "New airline" : `${airline.iata}, ${airline.name}`} open onClose={onClose}>
      {known && (
        <p className="notice">
          Tickets and mails name it as it is called when they are made. Where it is licensed decides which rights its passengers have.
        </p>
      )}
      <FormBody form={form} confirm={known ? "Save the airline" : "Add the airline"} leave={<LeaveButton onLeave={onClose} />}>
        <div className="fields">
          <Field label="IATA code" maxLength={2} readOnly={known} {...bind("iata")} />
          <Field label="ICAO code" maxLength={3} {...bind("icao")} />
          <Field
            label="Tickets begin with"
            maxLength={3}
            readOnly={known}
            inputMode="numeric"
            hint="Three digits"
            {...bind("accountingCode")}
          />
          <Field label="Licensed in" maxLength={2} hint="A country like GB; may be empty" {...bind("licenceCountry")} />
        </div>
        <Field label="Name" maxLength={60} {...bind("name")} />
        <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

function typedOf(airline: AirlineForStaff | null): Readonly<Record<Path, string>> {
  return {
    iata: airline?.iata ?? "",
    icao: airline?.icao ?? "",
    accountingCode: airline?.accountingCode ?? "",
    name: airline?.name ?? "",
    licenceCountry: airline?.licenceCountry ?? "",
    reason: "",
  };
}

function send(isNew: boolean, typed: Readonly<Record<Path, string>>): Promise<AirlineForStaff> {
  const code = (text: string) => text.trim().toUpperCase();
  const { name, reason } = typed;
  const airline = { iata: code(typed.iata), icao: code(typed.icao), name, licenceCountry: code(typed.licenceCountry) || null, reason };
  if (!isNew) return skyhold.admin.airlines.update(airline);
  return skyhold.admin.airlines.create({ ...airline, accountingCode: typed.accountingCode.trim() });
}
