import type { ReactNode } from "react";

import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { FormBody, LeaveButton } from "./form-body.tsx";
import { useForm } from "./use-form.ts";

/** What is to be done, what follows from it, and what has to be said with it. */
export interface Question {
  readonly title: string;
  readonly consequence: ReactNode;
  /** What the text is that goes with it, such as a reason; and under which name the API knows it. */
  readonly label: string;
  readonly field: string;
  readonly confirm: string;
  readonly run: (text: string) => Promise<unknown>;
}

/** Tells what follows, asks once, does it, and reads everything anew. What was typed stays when it fails. */
export function AskDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const { title, consequence, label, field, confirm, run } = question;
  const form = useForm({ initial: { [field]: "" }, run: (values) => run(values[field] ?? ""), onDone: onClose });
  return (
    <Dialog title={title} open onClose={onClose}>
      <p>{consequence}</p>
      <FormBody form={form} confirm={confirm} leave={<LeaveButton onLeave={onClose} />}>
        <Field label={label} maxLength={200} {...form.bind(field)} />
      </FormBody>
    </Dialog>
  );
}
