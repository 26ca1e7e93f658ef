import { isSkyholdError } from "@skyhold/sdk";
import { useId } from "react";
import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";

/** What the API's own schema says of a field; null where it has nothing to say. */
export function fieldError(error: unknown, path: string): string | null {
  if (!isSkyholdError(error, "INVALID_INPUT")) return null;
  return error.details.fields.find((field) => field.path === path)?.message ?? null;
}

/** What every input of a form has. */
export interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly problem?: string | null;
  /** What to enter, under the input. */
  readonly hint?: string;
}

interface Described {
  readonly id: string;
  readonly className: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

function Frame({
  label,
  problem = null,
  hint,
  children,
}: Omit<Labelled, "value" | "onText"> & { children: (input: Described) => ReactNode }) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="field" data-invalid={problem === null ? undefined : ""}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: "input",
        "aria-invalid": problem !== null,
        "aria-describedby": note === undefined ? undefined : `${id}-note`,
      })}
      {note !== undefined && (
        <p id={`${id}-note`} className={problem === null ? "muted small" : "field-error"}>
          {note}
        </p>
      )}
    </div>
  );
}

type FieldProps = Labelled & Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value">;

/** A labelled input with what is wrong with it. */
export function Field({ label, value, onText, problem, hint, ...input }: FieldProps) {
  return (
    <Frame label={label} {...(problem !== undefined && { problem })} {...(hint !== undefined && { hint })}>
      {(described) => <input {...input} {...described} value={value} onChange={(event) => onText(event.target.value)} />}
    </Frame>
  );
}

type AreaProps = Labelled & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value">;

/** The same for a text of several lines. */
export function AreaField({ label, value, onText, problem, hint, ...input }: AreaProps) {
  return (
    <Frame label={label} {...(problem !== undefined && { problem })} {...(hint !== undefined && { hint })}>
      {(described) => <textarea {...input} {...described} value={value} onChange={(event) => onText(event.target.value)} />}
    </Frame>
  );
}

interface SelectFieldProps extends Labelled {
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** The same for one of several. */
export function SelectField({ label, value, onText, problem, hint, options }: SelectFieldProps) {
  return (
    <Frame label={label} {...(problem !== undefined && { problem })} {...(hint !== undefined && { hint })}>
      {(described) => (
        <select {...described} value={value} onChange={(event) => onText(event.target.value)}>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}
