import type { Labelled } from "../../design/field.tsx";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Days of the week, 1 is Monday, as the text of their digits: `135`. */
export function DaysField({ value, onText, problem = null, hint }: Omit<Labelled, "label">) {
  const toggle = (digit: string) =>
    onText(
      value.includes(digit)
        ? value.replace(digit, "")
        : Array.from(value + digit)
            .toSorted()
            .join(""),
    );
  return (
    <fieldset className="field-group" data-invalid={problem === null ? undefined : ""}>
      <legend>Days of departure</legend>
      <div className="row">
        {days.map((day, index) => (
          <label key={day} className="day">
            <input type="checkbox" checked={value.includes(String(index + 1))} onChange={() => toggle(String(index + 1))} />
            <span aria-hidden>{day.slice(0, 3)}</span>
            <span className="hidden-text">{day}</span>
          </label>
        ))}
      </div>
      {problem !== null && <p className="field-error">{problem}</p>}
      {problem === null && hint !== undefined && <p className="muted small">{hint}</p>}
    </fieldset>
  );
}
