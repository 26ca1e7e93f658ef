import type { Aircraft } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { AreaField, Field } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import { FieldGroup } from "./draft-fields.tsx";
import { LayoutDrawing } from "./layout-drawing.tsx";

type Values = Readonly<Record<"iata" | "icao" | "name" | "layout" | "reason", string>>;

interface AircraftFormProps {
  readonly initial: Values;
  /** How it was when this person began, or last saved it. */
  readonly opened?: Values;
  /** Whether it is there already, so that its code stays. */
  readonly known?: boolean;
  readonly confirm: string;
  readonly run: (values: Values) => Promise<Aircraft>;
  readonly onDone: (aircraft: Aircraft) => void;
}

const hint =
  "Cabin (F, J, W, Y), rows, columns with - for an aisle; then exit, wing, legroom, bassinet, bulkhead, without. Sections end with ;";

/** An aircraft type, with its seats drawn as they are written. */
export function AircraftForm({ initial, opened = initial, known = false, confirm, run, onDone }: AircraftFormProps) {
  const form = useForm({
    initial,
    opened,
    run: (values) => run({ ...values, iata: values.iata.trim().toUpperCase(), icao: values.icao.trim().toUpperCase() }),
    onDone,
  });
  const { bind, values } = form;
  return (
    <>
      <LayoutDrawing layout={values.layout} onLayout={bind("layout").onText} />
      <Card title="Aircraft">
        <div className="card-body">
          <FormBody
            form={form}
            confirm={confirm}
            leave={
              <Link to="/supply" search={{ tab: "aircraft" }} className="button">
                Leave it
              </Link>
            }
          >
            <div className="layout-field">
              <AreaField label="Seats, in the compact notation" rows={4} spellCheck={false} hint={hint} {...bind("layout")} />
            </div>
            <FieldGroup title="Type">
              <Field label="IATA code" maxLength={3} readOnly={known} {...bind("iata")} />
              <Field label="ICAO code" maxLength={4} {...bind("icao")} />
              <Field label="Name" maxLength={60} {...bind("name")} />
            </FieldGroup>
            <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
          </FormBody>
        </div>
      </Card>
    </>
  );
}
