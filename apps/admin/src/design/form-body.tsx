import type { ReactNode } from "react";

import { ErrorNotice } from "./states.tsx";
import type { Form } from "./use-form.ts";
import type { Overtaken } from "./use-typed.ts";
import { useWayToMend } from "./use-way-to-mend.ts";

interface FormBodyProps {
  readonly form: Pick<Form<string>, "error" | "overtaken" | "pending" | "submit">;
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
  const waits = disabled || form.overtaken?.isContested === true;
  return (
    <form
      ref={useWayToMend(form.pending)}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!waits) form.submit();
      }}
    >
      {children}
      {form.overtaken && <SavedMeanwhile overtaken={form.overtaken} />}
      {form.error !== null && form.error !== undefined && <ErrorNotice error={form.error} />}
      <div className="row" data-spread>
        {leave}
        <button type="submit" className="button" data-kind={kind} disabled={waits || form.pending}>
          {form.pending ? "One moment …" : confirm}
        </button>
      </div>
    </form>
  );
}

/** Somebody else was quicker: what that means for what was typed, and the choice where both have changed the same. */
function SavedMeanwhile({ overtaken: { isContested, keepMine, takeTheirs } }: { readonly overtaken: Overtaken }) {
  return (
    <div className="notice" data-tone="warn" role="status">
      <div className="stack">
        <p>
          <strong>Somebody else has saved this meanwhile.</strong> Nothing that you have typed is lost; all else is as they left it, and it
          says so at its field.
        </p>
        {isContested && (
          <>
            <p>Where both of you have changed the same, one of the two has to go:</p>
            <div className="row">
              <button type="button" className="button" onClick={keepMine}>
                Keep what I typed
              </button>
              <button type="button" className="button" onClick={takeTheirs}>
                Take theirs
              </button>
            </div>
          </>
        )}
      </div>
    </div>
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
