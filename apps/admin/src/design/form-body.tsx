import type { ReactNode } from "react";

import { ErrorNotice } from "./states.tsx";
import type { Form } from "./use-form.ts";

interface FormBodyProps {
  readonly form: Pick<Form<string>, "error" | "pending" | "submit">;
  readonly confirm: string;
  readonly kind?: "primary" | "danger";
  /** The way back, with nothing done. */
  readonly leave: ReactNode;
  readonly children: ReactNode;
}

/** The fields of a form, what went wrong beside them, and the two ways out. */
export function FormBody({ form, confirm, kind = "primary", leave, children }: FormBodyProps) {
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {children}
      {form.error !== null && form.error !== undefined && <ErrorNotice error={form.error} />}
      <div className="row" data-spread>
        {leave}
        <button type="submit" className="button" data-kind={kind} disabled={form.pending}>
          {form.pending ? "One moment …" : confirm}
        </button>
      </div>
    </form>
  );
}

/** Leaves a dialog as if nobody had asked. */
export function LeaveButton({ onLeave }: { readonly onLeave: () => void }) {
  return (
    <button type="button" className="button" onClick={onLeave}>
      Leave it
    </button>
  );
}
