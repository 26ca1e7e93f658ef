import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";
import { today } from "./fare-table.tsx";

interface EndDialogProps {
  readonly name: string;
  /** Its first day of departure. */
  readonly from: string;
  readonly run: (values: { readonly lastDay: string; readonly reason: string }) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Ends a rule with a day of departure. */
export function EndDialog({ name, from, run, onClose }: EndDialogProps) {
  const form = useForm<"lastDay" | "reason", unknown>({ initial: { lastDay: today(), reason: "" }, run, onDone: onClose });
  return (
    <Dialog title={`End ${name}`} open onClose={onClose}>
      <p>
        Flights that leave later are sold without it. What was offered or sold before keeps its price.
        {from > today() && " With a day before its first one it is taken away."}
      </p>
      <FormBody form={form} confirm="End it" kind="danger" leave={<LeaveButton onLeave={onClose} />}>
        <Field label="Last day of departure" type="date" {...form.bind("lastDay")} />
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}
