import type { ReactNode } from "react";

import { ErrorNotice } from "./states.tsx";
import type { Form } from "./use-form.ts";
import { useWayToMend } from "./use-way-to-mend.ts";

interface FormBodyProps {
  readonly form: Pick<Form<string>, "error" | "pending" | "submit">;
  readonly confirm: string;
  readonly kind?: "primary" | "danger";
  /** Whether it cannot be sent as things stand, though all of it may be typed. */
  readonly disabled?: boolean;
  /** The way back, with nothing done; left out where the form is a part of what it leads back to. */
  readonly leave?: ReactNode;
  readonly children?: ReactNode;
}

/** The fields of a form, what went wrong beside them, and the two ways out. */
export function FormBody({ form, confirm, kind = "primary", disabled = false, leave, children }: FormBodyProps) {
  return (
    <form
      ref={useWayToMend(form.pending)}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) form.submit();
      }}
    >
      {children}
      {form.error !== null && form.error !== undefined && <ErrorNotice error={form.error} />}
      <div className="row" data-spread>
        {leave}
        <button type="submit" className="button" data-kind={kind} disabled={disabled || form.pending}>
          {form.pending ? "One moment …" : confirm}
        </button>
      </div>
    </form>
  );
}

/** Leaves a dialog as if nobody had asked. */
export function LeaveButton({ onLeave, children = "Leave it" }: { readonly onLeave: () => void; readonly children?: string }) {
  return (
    <button type="button" className="button" onClick={onLeave}>
      {children}
    </button>
  );
}
