import type { ArmStripeFaultInput } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { useForm } from "../../design/use-form.ts";

const faults: readonly (readonly [ArmStripeFaultInput["fault"], string])[] = [
  ["webhook-lost", "An event never arrives"],
  ["webhook-delayed", "An event arrives a second late"],
  ["webhook-duplicated", "An event arrives twice"],
  ["webhook-reordered", "Events arrive in reverse"],
  ["refund-fails", "A refund fails"],
  ["timeout-after-success", "A call is done, and its answer is lost"],
  ["slow", "A call is answered a second late"],
  ["error-500", "A call fails with 500, and nothing is done"],
  ["rate-limited", "A call is refused as one too many"],
];

/** What goes wrong, in words. */
export const faultWords: ReadonlyMap<string, string> = new Map(faults);

/** Has the model of Stripe go wrong. */
export function FaultDialog({ onClose }: { readonly onClose: () => void }) {
  const form = useForm<"fault" | "times" | "reason", unknown>({
    initial: { fault: "webhook-lost", times: "1", reason: "" },
    run: ({ fault, times, reason }) =>
      skyhold.admin.sandbox.armFault({
        fault: faults.find(([kind]) => kind === fault)?.[0] ?? "webhook-lost",
        times: times.trim() === "" ? Number.NaN : Number(times),
        reason,
      }),
    onDone: onClose,
  });
  return (
    <Dialog title="Let something go wrong" open onClose={onClose}>
      <p>
        It strikes the next calls or events, whoever makes them, and then all is well again. What is lost is found by the jobs that
        reconcile.
      </p>
      <FormBody form={form} confirm="Let it go wrong" kind="danger" leave={<LeaveButton onLeave={onClose} />}>
        <SelectField label="What" options={faults} {...form.bind("fault")} />
        <Field label="How often" type="number" inputMode="numeric" min={1} max={100} {...form.bind("times")} />
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}
