import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";

import { DialogButtons } from "./dialog-buttons.tsx";
import { Dialog } from "./dialog.tsx";
import { Field, fieldError } from "./field.tsx";
import { ErrorNotice } from "./states.tsx";

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
  readonly run: (text: string) => Promise<unknown>;
}

/** Tells what follows, asks once, does it, and reads everything anew. What was typed stays when it fails. */
export function AskDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const act = useMutation({
    mutationFn: () => question.run(text),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const problem = fieldError(act.error, question.field);
  return (
    <Dialog title={question.title} open onClose={onClose}>
      <p>{question.consequence}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate();
        }}
      >
        {question.label !== null && (
          <Field label={question.label} value={text} onText={setText} problem={problem} maxLength={question.maxLength ?? 200} />
        )}
        {act.error && problem === null && <ErrorNotice error={act.error} />}
        <DialogButtons leave="Leave it" onLeave={onClose} confirm={question.confirm} pending={act.isPending ? "One moment …" : null} />
      </form>
    </Dialog>
  );
}
