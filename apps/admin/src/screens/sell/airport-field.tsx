import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";

import { placesQuery } from "../../app/queries.ts";
import { Field } from "../../design/field.tsx";

interface AirportFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onCode: (code: string) => void;
  readonly problem: string | null;
}

/** An airport or a city by its code; names are offered as one types, and choosing one writes its code. */
export function AirportField({ label, value, onCode, problem }: AirportFieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const asked = useDeferredValue(text.trim());
  const found = useQuery({ ...placesQuery(asked), enabled: asked.length >= 2 });
  const write = (next: string) => {
    const [, code] = /^([A-Z]{3}) · /u.exec(next) ?? [];
    setText(code ?? next);
    onCode((code ?? next).trim().toUpperCase());
  };
  return (
    <>
      <Field label={label} value={text} onText={write} problem={problem} list={id} required autoComplete="off" placeholder="City or code" />
      <datalist id={id}>
        {found.data?.places.map(({ code, name, city }) => (
          <option key={code} value={`${code} · ${city}`}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
