import { useQuery } from "@tanstack/react-query";
import { useId } from "react";

import { skyhold } from "../../app/client.ts";
import { Field } from "../../design/field.tsx";
import type { Labelled } from "../../design/field.tsx";
import { useRested } from "../../design/use-rested.ts";

/** An airport by its code, proposed by what is typed of its name or city. */
export function AirportField(field: Labelled) {
  const id = useId();
  const text = useRested(field.value.trim());
  const found = useQuery({
    queryKey: ["airports-like", text],
    queryFn: ({ signal }) => skyhold.airports.search({ query: text, limit: 8 }, { signal }),
    enabled: text.length >= 2,
    staleTime: 60_000,
  });
  const places = found.data?.places.filter(({ kind }) => kind === "airport") ?? [];
  const known = places.find(({ code }) => code === text.toUpperCase());
  return (
    <>
      <Field {...field} list={id} autoComplete="off" hint={known ? `${known.city}, ${known.name}` : "Code, or part of its name or city"} />
      <datalist id={id}>
        {places.map(({ code, city, name }) => (
          <option key={code} value={code}>
            {city}, {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
