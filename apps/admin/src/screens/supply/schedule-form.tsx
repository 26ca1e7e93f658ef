import type { ChangedSchedule } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { Card } from "../../design/card.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import { DaysField } from "./days-field.tsx";
import { EquipmentFields, RouteFields, TimeFields, useCabins } from "./draft-fields.tsx";
import { scheduleOf } from "./draft.ts";
import type { Typed } from "./draft.ts";
import { SchedulePreview } from "./schedule-preview.tsx";

interface ScheduleFormProps {
  readonly title: string;
  readonly initial: Typed;
  /** How it was when this person began, or last saved it. */
  readonly opened?: Typed;
  /** Whether its number and its route may still be chosen. */
  readonly fresh: boolean;
  readonly confirm: string;
  readonly run: (draft: ReturnType<typeof scheduleOf>, reason: string) => Promise<ChangedSchedule>;
  readonly onDone: (changed: ChangedSchedule) => void;
}

/** A schedule as it is written, beside the flights that it would make. */
export function ScheduleForm({ title, initial, opened = initial, fresh, confirm, run, onDone }: ScheduleFormProps) {
  const form = useForm<string, ChangedSchedule>({
    initial,
    opened,
    run: (values) => run(scheduleOf(values, cabins), values["reason"] ?? ""),
    onDone,
  });
  const { bind, values } = form;
  const aircraft = values["aircraft"] ?? "";
  const cabins = useCabins(aircraft);
  return (
    <div className="draft-columns">
      <Card title={title}>
        <div className="card-body">
          <FormBody
            form={form}
            confirm={confirm}
            leave={
              <Link to="/supply" className="button">
                Leave it
              </Link>
            }
          >
            {fresh && <RouteFields bind={bind} />}
            <TimeFields bind={bind}>
              <Field label="First day" type="date" {...bind("validFrom")} />
              <Field label="Last day" type="date" hint="Empty: until further notice" {...bind("validTo")} />
            </TimeFields>
            <DaysField {...bind("daysOfWeek")} />
            <EquipmentFields bind={bind} aircraft={aircraft} />
            <Field label="Reason, for the audit log" maxLength={200} {...bind("reason")} />
          </FormBody>
        </div>
      </Card>
      <SchedulePreview draft={scheduleOf(values, cabins)} fresh={fresh} />
    </div>
  );
}
