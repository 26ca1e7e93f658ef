import type { ReactNode } from "react";

import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormBody, LeaveButton } from "./form-body.tsx";
import { useForm } from "./use-form.ts";

/** What is to be done, what follows from it, and what has to be said with it. */
export interface Question {
  readonly title: string;
  readonly consequence: ReactNode;
  /** What the text is that goes with it, such as a reason, null where none does; and under which name the API knows it. */
  readonly label: string | null;
  readonly field: string;
  /** 200 when left out. */
  readonly maxLength?: number;
  readonly confirm: string;
  readonly kind?: "primary" | "danger";
  readonly run: (text: string) => Promise<unknown>;
}

/** Tells what follows, asks once, does it, and reads everything anew. What was typed stays when it fails. */
export function AskDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { title, consequence, label, field, maxLength = 200, confirm, kind = "primary", run } = question;
  const form = useForm({ initial: { [field]: "" }, run: (values) => run(values[field] ?? ""), onDone: onClose });
  return (
    <Dialog title={title} open onClose={onClose}>
      <p>{consequence}</p>
      <FormBody form={form} confirm={confirm} kind={kind} leave={<LeaveButton onLeave={onClose} />}>
        {label !== null && <Field label={label} maxLength={maxLength} {...form.bind(field)} />}
      </FormBody>
    </Dialog>
  );
}
