import { isSkyholdError } from "@skyhold/sdk";
import { useId } from "react";
import type { InputHTMLAttributes } from "react";

/** What the API's own schema says of a field; null where it has nothing to say. */
export function fieldError(error: unknown, path: string): string | null {
  if (!isSkyholdError(error, "INVALID_INPUT")) return null;
  return error.details.fields.find((field) => field.path === path)?.message ?? null;
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly problem?: string | null;
}

/** A labelled input with what is wrong with it. */
export function Field({ label, value, onText, problem = null, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field" data-invalid={problem === null ? undefined : ""}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className="input"
        value={value}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
      />
      {problem !== null && (
        <p id={`${id}-problem`} className="field-error">
          {problem}
        </p>
      )}
    </div>
  );
}
