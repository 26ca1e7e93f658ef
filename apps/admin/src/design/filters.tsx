import { useEffect, useRef, useState } from "react";

import { word } from "./format.ts";

/** A search that takes effect when typing rests. */
export function SearchFilter({
  label,
  value,
  onText,
}: {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const tell = useRef(onText);
  tell.current = onText;
  // The address has changed by itself, as by going back.
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === sent) return;
    const timer = setTimeout(() => {
      setSent(text.trim());
      tell.current(text.trim());
    }, 250);
    return () => clearTimeout(timer);
  }, [text, sent]);
  return (
    <input
      type="search"
      className="input"
      aria-label={label}
      placeholder={label}
      title={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

interface StateFilterProps {
  readonly label: string;
  readonly states: readonly string[];
  readonly value: string;
  readonly onChoice: (state: string) => void;
  /** How each is said. */
  readonly inWords?: (state: string) => string;
}

/** One state of several, or all. */
export function StateFilter({ label, states, value, onChoice, inWords = word }: StateFilterProps) {
  return (
    <select className="input" aria-label={label} value={value} onChange={(event) => onChoice(event.target.value)}>
      <option value="">{label}: any</option>
      {states.map((state) => (
        <option key={state} value={state}>
          {inWords(state)}
        </option>
      ))}
    </select>
  );
}

/** One day, or any. */
export function DateFilter({
  label,
  value,
  onDate,
}: {
  readonly label: string;
  readonly value: string;
  readonly onDate: (date: string) => void;
}) {
  return (
    <label className="filter">
      {label}
      <input type="date" className="input" value={value} onChange={(event) => onDate(event.target.value)} />
    </label>
  );
}
