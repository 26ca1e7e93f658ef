import type { FareTables } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import type { Form } from "../../design/use-form.ts";
import { today } from "./fare-table.tsx";

type Charge = FareTables["charges"][number];
type Path = "from" | "until" | "country" | "kind" | "code" | "label" | "domestic" | "international" | "reason";

interface ChargeDialogProps {
  /** Null: a new one. */
  readonly charge: Charge | null;
  readonly onClose: () => void;
}

/** A tax or a fee: a new one, or other rates from a day of departure on. */
export function ChargeDialog({ charge, onClose }: ChargeDialogProps) {
  const form = useForm<Path, FareTables>({ initial: typedOf(charge), run: (typed) => send(charge, typed), onDone: onClose });
  return (
    <Dialog title={charge === null ? "New charge" : `${charge.label} ${charge.code}`} open onClose={onClose}>
      <p>
        {charge === null
          ? "It is charged on flights that leave from its first day on, when they are searched anew."
          : "Flights that leave before that day are charged as they are now."}{" "}
        What was offered or sold keeps its price.
      </p>
      <FormBody form={form} confirm={charge === null ? "Add the charge" : "Change the charge"} leave={<LeaveButton onLeave={onClose} />}>
        <Fields bind={form.bind} known={charge !== null} />
      </FormBody>
    </Dialog>
  );
}

const kinds = [
  ["tax", "Tax"],
  ["fee", "Fee"],
] as const;

function Fields({ bind, known }: Pick<Form<Path>, "bind"> & { readonly known: boolean }) {
  return (
    <>
      <Field label="Name" maxLength={60} hint="As it stands on a ticket" {...bind("label")} />
      {!known && (
        <div className="fields">
          <Field label="Code" maxLength={2} hint="Like GB" {...bind("code")} />
          <SelectField label="Kind" options={kinds} {...bind("kind")} />
          <Field label="Departing from" maxLength={2} hint="A country like GB; empty: everywhere else" {...bind("country")} />
        </div>
      )}
      <div className="fields">
        <Field label="Domestic, %" inputMode="decimal" hint="Of the fare; empty: exempt" {...bind("domestic")} />
        <Field label="International, %" inputMode="decimal" hint="Of the fare; empty: exempt" {...bind("international")} />
        <Field label="First day of departure" type="date" {...bind("from")} />
        {!known && <Field label="Last day" type="date" hint="Empty: until further notice" {...bind("until")} />}
      </div>
      <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
    </>
  );
}

function typedOf(charge: Charge | null): Readonly<Record<Path, string>> {
  const first = charge !== null && charge.from > today() ? charge.from : today();
  return {
    from: first,
    until: charge?.until ?? "",
    country: charge?.country ?? "",
    kind: charge?.kind ?? "tax",
    code: charge?.code ?? "",
    label: charge?.label ?? "",
    domestic: charge?.domestic?.toString() ?? "",
    international: charge?.international?.toString() ?? "",
    reason: "",
  };
}

function send(charge: Charge | null, typed: Readonly<Record<Path, string>>): Promise<FareTables> {
  const { from, label, reason } = typed;
  const same = { from, label, reason, domestic: shareOf(typed.domestic), international: shareOf(typed.international) };
  if (charge !== null) return skyhold.admin.fares.changeCharge({ ...same, chargeId: charge.id });
  const upper = (text: string) => text.trim().toUpperCase();
  const place = { country: upper(typed.country) || null, code: upper(typed.code), kind: typed.kind === "fee" ? "fee" : "tax" } as const;
  return skyhold.admin.fares.createCharge({ ...same, ...place, until: typed.until || null });
}

const shareOf = (text: string) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
