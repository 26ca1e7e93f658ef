import { isSkyholdError } from "@skyhold/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { fieldError } from "./field.tsx";
import type { Labelled } from "./field.tsx";
import { readAnew } from "./read-anew.ts";

interface FormOptions<Path extends string, Answer> {
  /** What is in the fields at first, by the path under which the API names each in its errors. */
  readonly initial: Readonly<Record<Path, string>>;
  readonly run: (values: Readonly<Record<Path, string>>) => Promise<Answer>;
  /** When it is done, and everything on the page is read anew. */
  readonly onDone: (answer: Answer) => void;
}

/** A form whose judge is the API. */
export interface Form<Path extends string> {
  readonly values: Readonly<Record<Path, string>>;
  /** What an input of this path needs: its text, and what the API says of it. */
  readonly bind: (path: Path) => Pick<Labelled, "value" | "onText"> & { readonly problem: string | null };
  /** What went wrong beside the fields. */
  readonly error: unknown;
  readonly pending: boolean;
  readonly submit: () => void;
}

/** Sends what was typed, and puts each complaint of the API at its field. What was typed stays when it fails. */
export function useForm<Path extends string, Answer>({ initial, run, onDone }: FormOptions<Path, Answer>): Form<Path> {
  const client = useQueryClient();
  const [values, setValues] = useState(initial);
  const act = useMutation({
    mutationFn: () => run(values),
    onSuccess: async (answer) => {
      await readAnew(client);
      onDone(answer);
    },
  });
  const { error } = act;
  // That the session is over is said above the page, where one signs in again.
  const isSaid = isSkyholdError(error, "UNAUTHENTICATED") || isAtFields(error, values);
  return {
    values,
    bind: (path) => ({
      value: values[path],
      onText: (text) => setValues((before) => ({ ...before, [path]: text })),
      problem: fieldError(error, path),
    }),
    error: isSaid ? null : error,
    pending: act.isPending,
    submit: () => act.mutate(),
  };
}

function isAtFields(error: unknown, values: Readonly<Record<string, string>>): boolean {
  return isSkyholdError(error, "INVALID_INPUT") && error.details.fields.every(({ path }) => Object.hasOwn(values, path));
}
